// The controls of the ensemble explorer and what it says; ensemble_picture.js draws.

const HIDDEN_UNITS = 10;
const COUNT = 2 ** HIDDEN_UNITS;

export default {
  render({ model, el }) {
    return explorer({
      model,
      el,
      label: "All subnetworks of a small network",
      build: buildEnsemble,
    });
  },
};

function buildEnsemble({ root, set, get }) {
  const data = get("data");
  const digits = digitStrip(data, (digit) => set({ digit }));
  const rate = slider({
    label: "Rate",
    min: 0,
    max: 0.9,
    step: 0.01,
    format: (value) => value.toFixed(2),
    input: (value) => set({ rate: value }),
  });
  const drawn = slider({
    label: "Subnetworks drawn",
    min: 1,
    max: COUNT,
    step: 1,
    format: String,
    input: (value) => set({ drawn: value }),
  });
  const look = slider({
    label: "Look at subnetwork",
    min: 0,
    max: COUNT - 1,
    step: 1,
    format: (rank) => `${rank + 1} of ${COUNT}`,
    input: (value) => set({ look: value }),
  });
  const again = button("Draw others", () => set({ seed: anotherSeed(get("seed")) }));
  const picture = ensemblePicture((rank) => set({ look: rank }));
  root.append(
    html("div", { class: "bar" }, digits.node),
    html("div", { class: "columns three" }, rate.node, drawn.node, look.node),
    picture.node,
    html(
      "div",
      { class: "bar" },
      again,
      html(
        "p",
        { class: "detail" },
        "Blue subnetworks read the digit rightly, orange ones do not; ticks mark the drawn ones.",
      ),
    ),
  );

  let kept = {};
  return (width) => {
    const [digit, chosenRate, count, seed] = ["digit", "rate", "drawn", "seed"].map(get);
    const key = `${digit} ${chosenRate}`;
    if (kept.key !== key) kept = { key, ...askAll(data, digit, chosenRate) };
    const sample = Array.from({ length: count }, (_, each) =>
      sampleMask(seed, each, HIDDEN_UNITS, chosenRate).reduce(
        (number, stays, unit) => number + stays * 2 ** unit,
        0,
      ),
    );
    const running = runningMeans(kept, sample);
    const now = { ...kept, sample, running, look: get("look") };
    digits.show(digit);
    rate.show(chosenRate);
    drawn.show(count);
    look.show(get("look"));
    picture.draw(now, width);
    const [arithmetic, geometric] = running.map((means) => percent(means.at(-1)));
    return (
      `${kept.right} of ${COUNT} subnetworks read this ${kept.label} rightly. The mean of ` +
      `${plural(count, "drawn subnetwork")} gives it ${arithmetic} ` +
      `(geometric ${geometric}); over all of them, at rate ${chosenRate.toFixed(2)}, the mean ` +
      `is ${percent(kept.arithmetic)} and the geometric mean ` +
      `${percent(kept.geometric)}, exactly what one pass with all units gives.`
    );
  };
}

function logNormalised(logits) {
  const highest = Math.max(...logits);
  const level = highest + Math.log(total(logits.map((logit) => Math.exp(logit - highest))));
  return logits.map((logit) => logit - level);
}

// Ask every subnetwork: bit i of its number says if unit i stays.
function askAll(data, digit, rate) {
  const label = data.labels[digit];
  const x = data.pixels[digit].map((value) => value / 16);
  const [first, second] = data.weights;
  const hidden = data.biases[0].map((bias, unit) =>
    Math.max(0, bias + total(x.map((value, pixel) => value * first[pixel][unit]))),
  );
  const given = hidden.map((value, unit) =>
    second[unit].map((weight) => (value * weight) / (1 - rate)),
  );
  const logits = [data.biases[1]];
  for (let mask = 1; mask < COUNT; mask += 1) {
    const unit = 31 - Math.clz32(mask);
    const rest = logits[mask - 2 ** unit];
    logits.push(rest.map((logit, digit) => logit + given[unit][digit]));
  }
  const logs = logits.map(logNormalised);
  const chances = logs.map((_, mask) => {
    const stay = countBits(mask);
    return (1 - rate) ** stay * rate ** (HIDDEN_UNITS - stay);
  });
  const shares = logs.map((each) => Math.exp(each[label]));
  const ranking = shares
    .map((_, mask) => mask)
    .sort((one, other) => shares[one] - shares[other] || one - other);
  const reads = logs.map(strongest);
  const meanLogs = logs[0].map((_, digit) =>
    total(logs.map((each, mask) => chances[mask] * each[digit])),
  );
  return {
    label,
    logs,
    shares,
    ranking,
    reads,
    right: reads.filter((read) => read === label).length,
    arithmetic: total(shares.map((share, mask) => share * chances[mask])),
    geometric: Math.exp(logNormalised(meanLogs)[label]),
  };
}

function countBits(number) {
  let count = 0;
  for (let rest = number; rest; rest &= rest - 1) count += 1;
  return count;
}

function runningMeans({ logs, shares, label }, sample) {
  let sum = 0;
  const sums = new Array(10).fill(0);
  const geometric = [];
  const arithmetic = sample.map((mask, index) => {
    sum += shares[mask];
    logs[mask].forEach((log, digit) => {
      sums[digit] += log;
    });
    geometric.push(Math.exp(logNormalised(sums.map((each) => each / (index + 1)))[label]));
    return sum / (index + 1);
  });
  return [arithmetic, geometric];
}
