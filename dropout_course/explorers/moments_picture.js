// Left: what the unit receives over the drawn masks. Right: mean and variance over the rate, the
// formula as a line, the drawn masks as a dot.

const BINS = 41;

function momentsPicture() {
  const node = svg("svg", {
    class: "picture",
    role: "img",
    "aria-label": "Distribution over the masks; mean and variance over the rate",
  });
  const outputs = chart();
  const curves = [chart(), chart()];
  node.append(outputs.node, ...curves.map((each) => each.node));
  const mark = markers(outputs.marks);
  const marks = curves.map((each) => markers(each.marks));

  const drawOutputs = (now, box) => {
    const spread = 2.5 * Math.sqrt(momentsOf(now.inputs, 0.8, "inverted")[1]);
    const [low, high] = [total(now.inputs) - spread, total(now.inputs) + spread];
    const counts = new Array(BINS).fill(0);
    for (const value of now.outputs)
      counts[Math.max(0, Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS)))] +=
        1;
    const shares = counts.map((count) => count / now.outputs.length);
    const top = [0.2, 0.5, 1].find((level) => level >= Math.max(...shares)); // in steps, or every drag would stretch the bars
    const { x, y } = outputs.place(
      box,
      { low, high, label: "what the unit receives" },
      { low: 0, high: top, label: "share of the masks", indent: 30 },
    );
    shares.forEach((share, bin) => {
      const left = x(low + (bin * (high - low)) / BINS);
      mark("rect", `bin${bin}`, {
        class: "positive bar-mark",
        x: (left + 0.5).toFixed(1),
        width: (box.width / BINS - 1).toFixed(1),
        y: y(share).toFixed(1),
        height: (y(0) - y(share)).toFixed(1),
      });
    });
    const [mean, variance] = now.expected;
    const sd = Math.sqrt(variance);
    const edge = (value) => Math.max(box.left, Math.min(box.left + box.width, x(value)));
    mark("path", "mean", {
      class: "curve negative-line",
      d: `M${x(mean).toFixed(1)} ${box.top + 14}V${box.top + box.height}`,
    });
    mark("path", "sd", {
      class: "curve negative-line",
      d: `M${edge(mean - sd).toFixed(1)} ${box.top + 22}H${edge(mean + sd).toFixed(1)}`,
    });
    mark(
      "text",
      "mean label",
      {
        class: "label negative halo",
        "text-anchor": "middle",
        x: x(mean).toFixed(1),
        y: box.top + 8,
      },
      "formula: mean ± sd",
    );
  };

  const drawCurve = (now, which, box, name) => {
    const highest = 0.9;
    const rates = Array.from({ length: 61 }, (_, index) => (index / 60) * highest);
    const values = rates.map((rate) => momentsOf(now.inputs, rate, now.convention)[which]);
    const bottom = Math.min(0, ...values);
    const top = Math.max(...values) * 1.08 + (which ? 0 : 0.6);
    const { x, y } = curves[which].place(
      box,
      { low: 0, high: highest, at: [0, 0.3, 0.6, 0.9], label: which ? "rate" : "" },
      { low: bottom, high: top, label: name, indent: 30 },
    );
    const inside = (value) => Math.max(bottom, Math.min(top, value));
    marks[which]("path", "formula", {
      class: "curve negative-line",
      d: through(rates.map((rate, index) => [x(rate), y(values[index])])),
    });
    marks[which]("circle", "drawn", {
      class: "positive",
      r: 5.5,
      cx: x(now.rate).toFixed(1),
      cy: y(inside(now.measured[which])).toFixed(1),
    });
  };

  return {
    node,
    draw(now, width) {
      const narrow = width < 560;
      const height = narrow ? 585 : 330;
      change(node, { viewBox: `0 0 ${width} ${height}`, width, height });
      const main = narrow ? width - 48 : 0.55 * width;
      drawOutputs(now, {
        left: 40,
        top: 34,
        width: main - (narrow ? 0 : 40),
        height: narrow ? 190 : 240,
      });
      const left = narrow ? 40 : main + 60;
      const top = narrow ? 310 : 34;
      const room = width - left - 10;
      drawCurve(
        now,
        0,
        { left, top, width: room, height: 80 },
        "mean: formula and dot of the drawn masks",
      );
      drawCurve(now, 1, { left, top: top + 140, width: room, height: 100 }, "variance");
    },
  };
}
