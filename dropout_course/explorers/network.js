// The controls of the network explorer and what it says; network_picture.js draws.

export default {
  render({ model, el }) {
    return explorer({
      model,
      el,
      label: "A trained network whose units drop",
      build: buildNetwork,
    });
  },
};

function buildNetwork({ root, set, get }) {
  const data = get("data");
  const sizes = data.weights.map((matrix) => matrix.length);

  const drawnMasks = () =>
    sizes.map((units, layer) =>
      sampleMask(get("seed"), layer, units, get("training") ? get("rates")[layer] : 0),
    );
  const currentMasks = () => {
    const masks = drawnMasks();
    for (const [layer, unit, kept] of get("by_hand")) masks[layer][unit] = kept;
    return masks;
  };
  const flip = (layer, unit) => {
    const flipped = 1 - currentMasks()[layer][unit];
    const others = get("by_hand").filter((each) => each[0] !== layer || each[1] !== unit);
    set({
      by_hand: flipped === drawnMasks()[layer][unit] ? others : [...others, [layer, unit, flipped]],
    });
  };
  const setRate = (layer, rate) =>
    set({ rates: get("rates").map((old, each) => (each === layer ? rate : old)) });

  const digits = digitStrip(data, (digit) => set({ digit }));
  const mode = choice({
    label: "Mode",
    options: [
      [true, "Training"],
      [false, "Evaluation"],
    ],
    input: (training) => set({ training }),
  });
  const convention = choice({
    label: "Convention",
    options: [
      ["inverted", "Inverted"],
      ["standard", "Standard"],
    ],
    input: (convention) => set({ convention }),
  });
  const show = choice({
    label: "Show",
    options: [
      ["forward", "Forward"],
      ["backward", "Backward"],
    ],
    input: (show) => set({ show }),
  });
  const again = button("New mask", () => set({ by_hand: [], seed: anotherSeed(get("seed")) }));
  const undo = button("Undo clicks", () => set({ by_hand: [] }));
  const rates = NAMES.map((name, layer) =>
    slider({
      label: `${name} rate`,
      min: 0,
      max: 1,
      step: 0.01,
      format: (rate) => rate.toFixed(2),
      input: (rate) => setRate(layer, rate),
    }),
  );
  const notes = sizes.map(() => html("p", { class: "note" }));
  const detail = html("p", { class: "detail" });

  const picture = networkPicture(sizes, flip, (layer, unit) => tell(layer, unit));
  const columns = [0, 1, 2].map((layer) => html("div", {}, rates[layer].node, notes[layer]));
  const reading = html("span", {});
  const legend = html(
    "div",
    { class: "legend" },
    html("span", { class: "key now" }, "as it is now"),
    html("span", { class: "key full" }, "without dropout"),
    reading,
  );
  root.append(
    html("div", { class: "bar" }, digits.node),
    html("div", { class: "bar" }, mode.node, convention.node, show.node, again),
    picture.node,
    html("div", { class: "columns four" }, ...columns, legend),
    html("div", { class: "bar" }, detail, undo),
  );

  let now;
  const tell = (layer, unit) =>
    write(
      detail,
      layer === undefined
        ? "Point at a unit to read its values; click it to drop it."
        : unitText(now, layer, unit),
    );
  tell();

  return (width) => {
    const label = data.labels[get("digit")];
    const x = data.pixels[get("digit")].map((value) => value / 16);
    const run = (masks, scale) => runNetwork(data.weights, data.biases, x, label, masks, scale);
    const ones = [
      [1, 1, 1],
      [1, 1, 1],
    ];
    const masks = currentMasks();
    const full = run(
      masks.map((mask) => mask.map(() => 1)),
      ones,
    );
    now = {
      ...run(masks, scales(get("rates"), get("training"), get("convention"))),
      masks,
      label,
      full,
      weights: data.weights,
      show: get("show"),
    };

    digits.show(get("digit"));
    mode.show(get("training"));
    convention.show(get("convention"));
    show.show(get("show"));
    undo.disabled = get("by_hand").length === 0;
    rates.forEach((each, layer) => each.show(get("rates")[layer]));
    notes.forEach((note, layer) => write(note, layerNote(now, layer)));
    write(
      reading,
      get("show") === "forward"
        ? "Discs: what units pass on. Lines: times weight; blue raises, orange lowers."
        : "Discs: the loss's gradient, blue positive, orange negative. Lines: gradients of weights.",
    );
    picture.draw(now, width, scales(get("rates"), get("training"), get("convention"))[1]);
    return networkSentence(now, get("training"), get("convention"));
  };
}

const droppedOf = (mask) => mask.filter((kept) => !kept).length;

function layerNote({ masks, passed, full, gradients, show }, layer) {
  const dropped = `${droppedOf(masks[layer])} of ${masks[layer].length} dropped`;
  if (show === "backward")
    return `${dropped}; mean |gradient| ${mean(gradients[layer].map(Math.abs)).toFixed(3)}`;
  return `${dropped}; mean passed on ${mean(passed[layer]).toFixed(2)}, without dropout ${mean(full.passed[layer]).toFixed(2)}`;
}

function unitText({ masks, activations, passed, gradients }, layer, unit) {
  const where =
    layer === 0
      ? `Pixel in row ${Math.floor(unit / 8) + 1}, column ${(unit % 8) + 1}`
      : `${NAMES[layer]}, unit ${unit + 1}`;
  const state = masks[layer][unit] ? "" : " (dropped)";
  return `${where}${state}: activation ${activations[layer][unit].toFixed(2)}, passes on ${passed[layer][unit].toFixed(2)}, gradient ${gradients[layer][unit].toFixed(3)}.`;
}

function networkSentence({ masks, label, probabilities, full }, training, convention) {
  const says = (shares) => `${strongest(shares)} (${percent(Math.max(...shares))})`;
  const hidden = masks[1].length + masks[2].length;
  return (
    `${training ? "Training" : "Evaluation"}, ${convention} dropout: ` +
    `${plural(droppedOf(masks[0]), "pixel")} and ` +
    `${droppedOf(masks[1]) + droppedOf(masks[2])} of ${hidden} hidden units dropped. On this ` +
    `${label} the network says ` +
    `${says(probabilities)}; without dropout ${says(full.probabilities)}.`
  );
}
