// A chart: axes with few ticks and words; the explorer draws its marks with the scales it gets.

function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((each) => each * power >= rough);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

// `place` puts the chart into a box and gives x and y as functions from values to pixels.
// box: left, top, width, height, of the part inside the axes. x, y: { low, high, label, at?, say?, log? }
function chart() {
  const axes = svg("g", { class: "axes", "aria-hidden": "true" });
  const marks = svg("g", { "aria-hidden": "true" });
  let before = "";
  return {
    node: svg("g", {}, axes, marks),
    marks,
    place(box, x, y) {
      const across = scaleOf(x, box.left, box.left + box.width);
      const up = scaleOf(y, box.top + box.height, box.top);
      const now = JSON.stringify([box, x, y]);
      if (now !== before) axes.replaceChildren(...axisMarks(box, x, y, across, up));
      before = now;
      return { x: across, y: up };
    },
  };
}

function scaleOf({ low, high, log }, from, to) {
  const way = log ? Math.log : (value) => value;
  const [start, end] = [way(low), way(high)];
  return (value) => from + ((way(value) - start) / (end - start)) * (to - from);
}

function axisMarks(box, x, y, across, up) {
  const bottom = box.top + box.height;
  const say = (axis, value) => (axis.say ? axis.say(value) : String(Number(value.toPrecision(6))));
  const parts = [];
  for (const value of y.at ?? ticks(y.low, y.high, Math.max(2, box.height / 45))) {
    const level = up(value).toFixed(1);
    parts.push(svg("path", { class: "grid", d: `M${box.left} ${level}H${box.left + box.width}` }));
    parts.push(
      svg(
        "text",
        { class: "tick", "text-anchor": "end", x: box.left - 6, y: Number(level) + 4 },
        say(y, value),
      ),
    );
  }
  for (const value of x.at ?? ticks(x.low, x.high, Math.max(2, box.width / 80))) {
    parts.push(
      svg(
        "text",
        { class: "tick", "text-anchor": "middle", x: across(value).toFixed(1), y: bottom + 16 },
        say(x, value),
      ),
    );
  }
  parts.push(svg("path", { class: "axis", d: `M${box.left} ${bottom}H${box.left + box.width}` }));
  if (x.label)
    parts.push(
      svg(
        "text",
        { class: "axis-label", "text-anchor": "end", x: box.left + box.width, y: bottom + 32 },
        x.label,
      ),
    );
  if (y.label)
    parts.push(
      svg("text", { class: "axis-label", x: box.left - (y.indent ?? 0), y: box.top - 10 }, y.label),
    );
  return parts;
}

// Path data of a line through [x, y] pixels.
const through = (points) =>
  points.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

// Path data of a band between two lines of [x, y] pixels.
const between = (upper, lower) => `${through([...upper, ...lower.slice().reverse()])}Z`;

// Named marks of a picture that are made at first use: mark("path", "mean", {...}) again changes it.
function markers(parent) {
  const made = new Map();
  return (tag, name, attributes, text) => {
    if (!made.has(name)) {
      made.set(name, svg(tag, {}));
      parent.append(made.get(name));
    }
    const element = change(made.get(name), attributes);
    if (text !== undefined) write(element, text);
    return element;
  };
}
