// The controls of the placement explorer and what it says; placement_picture.js draws.

const PLACES = ["Input", "Hidden 1", "Hidden 2", "Hidden 3"];

export default {
  render({ model, el }) {
    return explorer({
      model,
      el,
      label: "A rate for each layer and the measured test error",
      build: buildPlacement,
    });
  },
};

function buildPlacement({ root, set, get }) {
  const data = get("data");
  const options = [data.input, data.hidden, data.hidden, data.hidden];
  const setRate = (layer, rate) =>
    set({ rates: get("rates").map((old, each) => (each === layer ? rate : old)) });
  const rates = PLACES.map((name, layer) =>
    slider({
      label: name,
      min: 0,
      max: options[layer].length - 1,
      step: 1,
      format: (index) => options[layer][index].toFixed(1),
      input: (index) => setRate(layer, options[layer][index]),
    }),
  );
  const noise = choice({
    label: "Noisy labels",
    options: data.noises.map((each) => [each, percent(each)]),
    input: (value) => set({ noise: value }),
  });
  const picture = placementPicture(data, options, setRate);
  root.append(
    html("div", { class: "bar" }, noise.node),
    html("div", { class: "columns four" }, ...rates.map((each) => each.node)),
    picture.node,
  );

  return (width) => {
    const chosen = get("rates");
    const grid = data.misread[data.noises.indexOf(get("noise"))];
    const errorsOf = (wanted) =>
      wanted
        .reduce((part, rate, layer) => part[options[layer].indexOf(rate)], grid)
        .map((count) => (100 * count) / data.tested);
    const follows = (wanted, note) =>
      data.notes[note].every(([low, high], layer) => low <= wanted[layer] && wanted[layer] <= high);
    const now = {
      chosen,
      errorsOf,
      follows,
      errors: errorsOf(chosen),
      half: (values) => halfWidth(values, data.t),
    };
    const none = errorsOf(chosen.map(() => 0));
    const gains = now.errors.map((error, seed) => none[seed] - error);
    rates.forEach((each, layer) => each.show(options[layer].indexOf(chosen[layer])));
    noise.show(get("noise"));
    picture.draw(now, width);
    const tables = Object.keys(data.notes).filter((note) => follows(chosen, note));
    return (
      `Rates ${chosen.map((rate) => rate.toFixed(1)).join(" / ")} with ` +
      `${percent(get("noise"))} noisy labels: test error ${mean(now.errors).toFixed(1)} % ± ` +
      `${now.half(now.errors).toFixed(1)} over ` +
      `${now.errors.length} seeds, ${Math.abs(mean(gains)).toFixed(1)} ± ` +
      `${now.half(gains).toFixed(1)} points ${mean(gains) >= 0 ? "below" : "above"} no ` +
      `dropout. ` +
      `These rates are in ` +
      `${tables.length ? `the table of ${tables.join(" and ")}` : "no table of the notes"}.`
    );
  };
}

function halfWidth(values, t) {
  const middle = mean(values);
  const variance = total(values.map((value) => (value - middle) ** 2)) / (values.length - 1);
  return t * Math.sqrt(variance / values.length);
}
