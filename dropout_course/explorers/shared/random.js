// Random numbers without a state: each (seed, stream, index) has its own number, so that
// moving a rate switches units one by one and never shuffles the others. draws.py is its twin.

function scramble(bits) {
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

// A number in [0, 1) for each seed (32 bits), stream (one for each layer or member) and index.
function uniform(seed, stream, index) {
  const start = scramble(seed + 0x9e3779b9);
  const lane = scramble(start ^ (stream + 0x7f4a7c15));
  return scramble(lane + Math.imul(index + 1, 0x9e3779b9)) / 4294967296;
}

// 1 for a unit that stays, 0 for a dropped one; a unit drops with probability `rate`.
function sampleMask(seed, stream, units, rate) {
  return Array.from({ length: units }, (_, unit) => (uniform(seed, stream, unit) >= rate ? 1 : 0));
}

function anotherSeed(seed) {
  return scramble(seed + 1);
}
