// A network with some of its units dropped: forward and backward pass of one example.
// The twin of thinned.py, which says what each quantity is.

function scales(rates, training, convention) {
  const inverse = rates.map((rate) => (rate === 1 ? 0 : 1 / (1 - rate)));
  const ones = rates.map(() => 1);
  if (convention === "inverted") return [training ? inverse : ones, ones];
  return [training ? ones : rates.map((rate) => 1 - rate), inverse];
}

function runNetwork(weights, biases, x, label, masks, [unitsScale, weightsScale]) {
  const factors = masks.map((mask, layer) => mask.map((kept) => kept * unitsScale[layer]));
  const scaled = (values, layer) => values.map((value, unit) => value * factors[layer][unit]);
  const activations = [x];
  const passed = [scaled(x, 0)];
  let logits;
  weights.forEach((matrix, layer) => {
    const z = biases[layer].map((bias, unit) => {
      let sum = 0;
      for (let from = 0; from < matrix.length; from += 1)
        sum += passed[layer][from] * matrix[from][unit];
      return sum * weightsScale[layer] + bias;
    });
    if (layer === weights.length - 1) {
      logits = z;
      return;
    }
    activations.push(z.map((value) => Math.max(value, 0)));
    passed.push(scaled(activations[layer + 1], layer + 1));
  });
  const highest = Math.max(...logits);
  const shares = logits.map((logit) => Math.exp(logit - highest));
  const all = total(shares);
  const probabilities = shares.map((share) => share / all);

  const gradients = [];
  const upstreams = [];
  let upstream = probabilities.map((share, unit) => share - (unit === label ? 1 : 0));
  for (let layer = weights.length - 1; layer >= 0; layer -= 1) {
    upstreams.unshift(upstream);
    const arriving = weights[layer].map((row) =>
      row.reduce((sum, weight, unit) => sum + weight * upstream[unit], 0),
    );
    gradients.unshift(
      scaled(
        arriving.map((value) => value * weightsScale[layer]),
        layer,
      ),
    );
    upstream = gradients[0].map((value, unit) => (activations[layer][unit] > 0 ? value : 0));
  }
  return { activations, passed, gradients, upstreams, probabilities };
}
