// Left: what the unit receives over the drawn masks. Right: mean and variance over the rate, the
// formula as a line, the drawn masks as a dot.

const BINS = 41;

export default {
  render({ model, el }) {
    return explorer({ model, el, label: "What one unit receives over many masks", build: buildMoments });
  },
};

const survivorScale = (rate, convention) => (convention === "inverted" ? 1 / (1 - rate) : 1);

function momentsOf(inputs, rate, convention) {
  const scale = survivorScale(rate, convention);
  return [(1 - rate) * scale * total(inputs), rate * (1 - rate) * scale ** 2 * total(inputs.map((each) => each ** 2))];
}

function momentsOfDraws(values) {
  const middle = mean(values);
  return [middle, mean(values.map((value) => (value - middle) ** 2))];
}

function buildMoments({ root, set, get }) {
  const { highest_rate: highest, most_masks: most } = get("data");
  const rate = slider({ label: "Rate", min: 0, max: highest, step: 0.01, format: (value) => value.toFixed(2), input: (value) => set({ rate: value }) });
  const masks = slider({ label: "Masks", min: 10, max: most, step: 10, format: String, input: (value) => set({ masks: value }) });
  const convention = choice({ label: "Convention", options: [["inverted", "Inverted"], ["standard", "Standard"]], input: (value) => set({ convention: value }) });
  const again = button("New masks", () => set({ seed: anotherSeed(get("seed")) }));
  const given = html("p", { class: "note" });
  const picture = momentsPicture();
  const table = momentsTable();
  root.append(
    html("div", { class: "columns two" }, rate.node, masks.node),
    html("div", { class: "bar" }, convention.node, again, given),
    picture.node, table.node,
  );

  const numbers = drawnNumbers();
  return (width) => {
    const inputs = get("inputs");
    const drawn = numbers(get("seed"), get("masks"), inputs.length);
    const scale = survivorScale(get("rate"), get("convention"));
    const outputs = Array.from({ length: get("masks") }, (_, mask) => {
      let sum = 0;
      for (let unit = 0; unit < inputs.length; unit += 1) if (drawn[mask][unit] >= get("rate")) sum += inputs[unit];
      return sum * scale;
    });
    const now = { inputs, outputs, rate: get("rate"), convention: get("convention"), expected: momentsOf(inputs, get("rate"), get("convention")), measured: momentsOfDraws(outputs) };
    rate.show(get("rate"));
    masks.show(get("masks"));
    convention.show(get("convention"));
    write(given, `The unit receives weight × activation of ${plural(inputs.length, "unit")}: ${minus(inputs.join(", "))}.`);
    picture.draw(now, width);
    table.draw(now);
    const [mean, variance] = now.measured.map((value) => value.toFixed(2));
    const [formulaMean, formulaVariance] = now.expected.map((value) => value.toFixed(2));
    return (
      `${now.convention === "inverted" ? "Inverted" : "Standard"} dropout at rate ${now.rate.toFixed(2)}, ${outputs.length} masks: mean ${mean}, by the formula ${formulaMean}; ` +
      `variance ${variance}, by the formula ${formulaVariance}. Without dropout the unit receives ${total(inputs).toFixed(2)}.`
    );
  };
}

// The numbers behind the masks, kept while seed and sizes stay.
function drawnNumbers() {
  let kept = { key: "", numbers: [] };
  return (seed, masks, units) => {
    const key = `${seed} ${units}`;
    if (kept.key !== key) kept = { key, numbers: [] };
    for (let mask = kept.numbers.length; mask < masks; mask += 1) kept.numbers.push(Array.from({ length: units }, (_, unit) => uniform(seed, mask, unit)));
    return kept.numbers;
  };
}

function momentsTable() {
  const cells = Array.from({ length: 4 }, () => html("td"));
  const row = (name, from) => html("tr", {}, html("th", { scope: "row" }, name), cells[from], cells[from + 1]);
  const heads = ["", "Mean", "Variance"].map((name) => (name ? html("th", { scope: "col" }, name) : html("td")));
  const node = html("table", {}, html("tbody", {}, html("tr", {}, ...heads), row("over the drawn masks", 0), row("by the formula", 2)));
  return {
    node,
    draw({ measured, expected }) {
      [...measured, ...expected].forEach((value, index) => write(cells[index], minus(value.toFixed(2))));
    },
  };
}

function momentsPicture() {
  const node = svg("svg", { class: "picture", role: "img", "aria-label": "Distribution over the masks; mean and variance over the rate" });
  const outputs = chart();
  const curves = [chart(), chart()];
  node.append(outputs.node, ...curves.map((each) => each.node));
  const mark = markers(outputs.marks);
  const marks = curves.map((each) => markers(each.marks));

  const drawOutputs = (now, box) => {
    const spread = 2.5 * Math.sqrt(momentsOf(now.inputs, 0.8, "inverted")[1]);
    const [low, high] = [total(now.inputs) - spread, total(now.inputs) + spread];
    const counts = new Array(BINS).fill(0);
    for (const value of now.outputs) counts[Math.max(0, Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS)))] += 1;
    const shares = counts.map((count) => count / now.outputs.length);
    const top = [0.2, 0.5, 1].find((level) => level >= Math.max(...shares)); // in steps, or every drag would stretch the bars
    const { x, y } = outputs.place(box, { low, high, label: "what the unit receives" }, { low: 0, high: top, label: "share of the masks", indent: 30 });
    shares.forEach((share, bin) => {
      const left = x(low + (bin * (high - low)) / BINS);
      mark("rect", `bin${bin}`, { class: "positive bar-mark", x: (left + 0.5).toFixed(1), width: (box.width / BINS - 1).toFixed(1), y: y(share).toFixed(1), height: (y(0) - y(share)).toFixed(1) });
    });
    const [mean, variance] = now.expected;
    const sd = Math.sqrt(variance);
    const edge = (value) => Math.max(box.left, Math.min(box.left + box.width, x(value)));
    mark("path", "mean", { class: "curve negative-line", d: `M${x(mean).toFixed(1)} ${box.top + 14}V${box.top + box.height}` });
    mark("path", "sd", { class: "curve negative-line", d: `M${edge(mean - sd).toFixed(1)} ${box.top + 22}H${edge(mean + sd).toFixed(1)}` });
    mark("text", "mean label", { class: "label negative halo", "text-anchor": "middle", x: x(mean).toFixed(1), y: box.top + 8 }, "formula: mean ± sd");
  };

  const drawCurve = (now, which, box, name) => {
    const highest = 0.9;
    const rates = Array.from({ length: 61 }, (_, index) => (index / 60) * highest);
    const values = rates.map((rate) => momentsOf(now.inputs, rate, now.convention)[which]);
    const bottom = Math.min(0, ...values);
    const top = Math.max(...values) * 1.08 + (which ? 0 : 0.6);
    const { x, y } = curves[which].place(box, { low: 0, high: highest, at: [0, 0.3, 0.6, 0.9], label: which ? "rate" : "" }, { low: bottom, high: top, label: name, indent: 30 });
    const inside = (value) => Math.max(bottom, Math.min(top, value));
    marks[which]("path", "formula", { class: "curve negative-line", d: through(rates.map((rate, index) => [x(rate), y(values[index])])) });
    marks[which]("circle", "drawn", { class: "positive", r: 5.5, cx: x(now.rate).toFixed(1), cy: y(inside(now.measured[which])).toFixed(1) });
  };

  return {
    node,
    draw(now, width) {
      const narrow = width < 560;
      const height = narrow ? 585 : 330;
      change(node, { viewBox: `0 0 ${width} ${height}`, width, height });
      const main = narrow ? width - 48 : 0.55 * width;
      drawOutputs(now, { left: 40, top: 34, width: main - (narrow ? 0 : 40), height: narrow ? 190 : 240 });
      const left = narrow ? 40 : main + 60;
      const top = narrow ? 310 : 34;
      const room = width - left - 10;
      drawCurve(now, 0, { left, top, width: room, height: 80 }, "mean: formula and dot of the drawn masks");
      drawCurve(now, 1, { left, top: top + 140, width: room, height: 100 }, "variance");
    },
  };
}
