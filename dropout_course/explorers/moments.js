// The controls of the moments explorer and what it says; moments_picture.js draws.

export default {
  render({ model, el }) {
    return explorer({
      model,
      el,
      label: "What one unit receives over many masks",
      build: buildMoments,
    });
  },
};

const survivorScale = (rate, convention) => (convention === "inverted" ? 1 / (1 - rate) : 1);

function momentsOf(inputs, rate, convention) {
  const scale = survivorScale(rate, convention);
  return [
    (1 - rate) * scale * total(inputs),
    rate * (1 - rate) * scale ** 2 * total(inputs.map((each) => each ** 2)),
  ];
}

function momentsOfDraws(values) {
  const middle = mean(values);
  return [middle, mean(values.map((value) => (value - middle) ** 2))];
}

function buildMoments({ root, set, get }) {
  const { highest_rate: highest, most_masks: most } = get("data");
  const rate = slider({
    label: "Rate",
    min: 0,
    max: highest,
    step: 0.01,
    format: (value) => value.toFixed(2),
    input: (value) => set({ rate: value }),
  });
  const masks = slider({
    label: "Masks",
    min: 10,
    max: most,
    step: 10,
    format: String,
    input: (value) => set({ masks: value }),
  });
  const convention = choice({
    label: "Convention",
    options: [
      ["inverted", "Inverted"],
      ["standard", "Standard"],
    ],
    input: (value) => set({ convention: value }),
  });
  const again = button("New masks", () => set({ seed: anotherSeed(get("seed")) }));
  const given = html("p", { class: "note" });
  const picture = momentsPicture();
  const table = momentsTable();
  root.append(
    html("div", { class: "columns two" }, rate.node, masks.node),
    html("div", { class: "bar" }, convention.node, again, given),
    picture.node,
    table.node,
  );

  const numbers = drawnNumbers();
  return (width) => {
    const inputs = get("inputs");
    const drawn = numbers(get("seed"), get("masks"), inputs.length);
    const scale = survivorScale(get("rate"), get("convention"));
    const outputs = Array.from({ length: get("masks") }, (_, mask) => {
      let sum = 0;
      for (let unit = 0; unit < inputs.length; unit += 1)
        if (drawn[mask][unit] >= get("rate")) sum += inputs[unit];
      return sum * scale;
    });
    const now = {
      inputs,
      outputs,
      rate: get("rate"),
      convention: get("convention"),
      expected: momentsOf(inputs, get("rate"), get("convention")),
      measured: momentsOfDraws(outputs),
    };
    rate.show(get("rate"));
    masks.show(get("masks"));
    convention.show(get("convention"));
    write(
      given,
      `The unit receives weight × activation of ${plural(inputs.length, "unit")}: ` +
        `${minus(inputs.join(", "))}.`,
    );
    picture.draw(now, width);
    table.draw(now);
    const [mean, variance] = now.measured.map((value) => value.toFixed(2));
    const [formulaMean, formulaVariance] = now.expected.map((value) => value.toFixed(2));
    return (
      `${now.convention === "inverted" ? "Inverted" : "Standard"} dropout at rate ` +
      `${now.rate.toFixed(2)}, ${outputs.length} masks: mean ${mean}, by the formula ` +
      `${formulaMean}; ` +
      `variance ${variance}, by the formula ${formulaVariance}. Without dropout the unit ` +
      `receives ${total(inputs).toFixed(2)}.`
    );
  };
}

// The numbers behind the masks, kept while seed and sizes stay.
function drawnNumbers() {
  let kept = { key: "", numbers: [] };
  return (seed, masks, units) => {
    const key = `${seed} ${units}`;
    if (kept.key !== key) kept = { key, numbers: [] };
    for (let mask = kept.numbers.length; mask < masks; mask += 1)
      kept.numbers.push(Array.from({ length: units }, (_, unit) => uniform(seed, mask, unit)));
    return kept.numbers;
  };
}

function momentsTable() {
  const cells = Array.from({ length: 4 }, () => html("td"));
  const row = (name, from) =>
    html("tr", {}, html("th", { scope: "row" }, name), cells[from], cells[from + 1]);
  const heads = ["", "Mean", "Variance"].map((name) =>
    name ? html("th", { scope: "col" }, name) : html("td"),
  );
  const node = html(
    "table",
    {},
    html(
      "tbody",
      {},
      html("tr", {}, ...heads),
      row("over the drawn masks", 0),
      row("by the formula", 2),
    ),
  );
  return {
    node,
    draw({ measured, expected }) {
      [...measured, ...expected].forEach((value, index) =>
        write(cells[index], minus(value.toFixed(2))),
      );
    },
  };
}
