// Left to right: the digit, two hidden layers, the probability of each class. Discs are what units
// pass on (or the loss's gradient), lines are weight times value (or the gradient of the weight).

const NAMES = ["Input", "Hidden 1", "Hidden 2"];
const TOP = 30;
const PITCH = 24; // of hidden units: the smallest target that is easy to hit
const HEIGHT = TOP + 16 * PITCH + 6;
const RING = 9;
const NARROW = 560; // pixels, as in explorer.css
const STRENGTHS = [0.08, 0.2, 0.4, 0.7]; // shares of the strongest line; weaker ones are not drawn

function networkPicture(sizes, flip, tell) {
  const node = svg("svg", {
    class: "picture",
    height: HEIGHT,
    role: "group",
    "aria-label": "The network",
  });
  const lines = sizes.map(() =>
    ["positive", "negative"].map((sign) =>
      STRENGTHS.map((_, strength) => svg("path", { class: `line ${sign} strength${strength}` })),
    ),
  );
  const behind = svg("g", { "aria-hidden": "true" }, ...lines.flat(2));
  const titles = [...NAMES, "Probability"].map((name) =>
    svg("text", { class: "title", "text-anchor": "middle", y: 16, "aria-hidden": "true" }, name),
  );
  const layers = sizes.map((units, layer) => unitLayer(units, layer, flip, tell));
  const bars = probabilityBars();
  node.append(behind, ...titles, ...layers.map((each) => each.node), bars.node);

  return {
    node,
    draw(now, width, weightsScale) {
      change(node, { viewBox: `0 0 ${width} ${HEIGHT}`, width });
      const column = width < NARROW ? 0.22 * width : width / 4; // wide: above its own slider
      const pixel = Math.min((column - 6) / 8, 24);
      titles.forEach((title, index) =>
        change(title, { x: index < 3 ? (index + 0.5) * column : (3 * column + width) / 2 }),
      );
      const places = sizes.map((units, layer) => unitPlaces(units, layer, column, pixel));
      places.push(Array.from({ length: 10 }, (_, digit) => [3 * column - 2, bars.y(digit)]));
      layers.forEach((each, layer) => each.draw(now, places[layer], pixel));
      lines.forEach((paths, layer) =>
        drawLines(paths, now, layer, places, weightsScale[layer], pixel),
      );
      bars.draw(now, 3 * column, width - 3 * column);
    },
  };
}

function unitPlaces(units, layer, column, pixel) {
  const middle = TOP + 8 * PITCH;
  if (layer === 0) {
    const left = column / 2 - 4 * pixel;
    const top = middle - 4 * pixel;
    return Array.from({ length: units }, (_, unit) => [
      left + ((unit % 8) + 0.5) * pixel,
      top + (Math.floor(unit / 8) + 0.5) * pixel,
    ]);
  }
  return Array.from({ length: units }, (_, unit) => [
    (layer + 0.5) * column,
    middle + (unit - (units - 1) / 2) * PITCH,
  ]);
}

function unitLayer(units, layer, flip, tell) {
  const node = svg("g", { role: "group", "aria-label": NAMES[layer] });
  const items = Array.from({ length: units }, (_, unit) => {
    const mark = layer === 0 ? svg("rect", { class: "ink" }) : svg("circle", {});
    const body =
      layer === 0 ? svg("rect", { class: "pixel" }) : svg("circle", { class: "ring", r: RING });
    const cross = svg("path", { class: "cross" });
    const item = svg("g", { role: "button", class: "unit" }, body, mark, cross);
    item.addEventListener("click", () => flip(layer, unit));
    for (const event of ["focusin", "pointerenter", "click"])
      item.addEventListener(event, () => tell(layer, unit));
    item.addEventListener("pointerleave", () => tell());
    return { item, body, mark, cross };
  });
  const name = (unit) => (layer === 0 ? `Pixel ${unit + 1}` : `Unit ${unit + 1}`);
  items.forEach(({ item }, unit) => change(item, { "aria-label": `${name(unit)}, drop` }));
  arrowKeys(
    node,
    items.map((each) => each.item),
    layer === 0 ? acrossPixels : upAndDown,
  );
  node.append(...items.map((each) => each.item));

  return {
    node,
    draw({ masks, passed, gradients, activations, full, show }, places, pixel) {
      const backward = show === "backward";
      const values = backward ? gradients[layer] : layer === 0 ? activations[0] : passed[layer];
      const most = backward
        ? Math.max(...values.map(Math.abs))
        : layer === 0
          ? 1
          : 2 * Math.max(...full.passed[layer]);
      const half = pixel / 2;
      items.forEach(({ item, body, mark, cross }, unit) => {
        const [x, y] = places[unit];
        const kept = masks[layer][unit];
        const share = most > 0 ? Math.min(Math.abs(values[unit]) / most, 1) : 0;
        const sign = values[unit] < 0 ? "negative" : "positive";
        change(item, {
          "aria-pressed": kept ? "false" : "true",
          transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
        });
        if (layer === 0) {
          const square = {
            x: (-half).toFixed(1),
            y: (-half).toFixed(1),
            width: pixel.toFixed(1),
            height: pixel.toFixed(1),
          };
          change(body, square);
          change(mark, {
            ...square,
            class: backward ? sign : "ink",
            "fill-opacity": (kept || backward ? share : share * 0.25).toFixed(2),
          });
        } else {
          change(mark, { class: sign, r: kept ? (RING * Math.sqrt(share)).toFixed(1) : 0 });
        }
        const arm = layer === 0 ? half * 0.6 : 4.5;
        change(cross, {
          d: kept ? "" : `M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}`,
        });
      });
    },
  };
}

function acrossPixels(index, key) {
  return { ArrowUp: index - 8, ArrowDown: index + 8, ArrowLeft: index - 1, ArrowRight: index + 1 }[
    key
  ];
}

// Lines between `layer` and the next, gathered in a few paths by sign and strength.
function drawLines(paths, now, layer, places, scale, pixel) {
  const backward = now.show === "backward";
  const matrix = now.weights[layer];
  const from = now.passed[layer];
  const reference = backward ? from : now.full.passed[layer];
  const to = backward ? now.upstreams[layer] : undefined;
  let most = 0;
  for (let i = 0; i < matrix.length; i += 1)
    for (let j = 0; j < matrix[i].length; j += 1)
      most = Math.max(most, Math.abs(reference[i] * (backward ? to[j] : matrix[i][j])));
  const parts = paths.map((strengths) => strengths.map(() => []));
  const gap = layer === 0 ? pixel / 2 : RING;
  for (let i = 0; i < matrix.length; i += 1) {
    if (from[i] === 0) continue;
    for (let j = 0; j < matrix[i].length; j += 1) {
      const value = from[i] * (backward ? to[j] : matrix[i][j] * scale);
      const strength = STRENGTHS.findLastIndex((least) => Math.abs(value) >= least * most);
      if (strength < 0 || (!backward && layer < 2 && !now.masks[layer + 1][j])) continue;
      const [x1, y1] = places[layer][i];
      const [x2, y2] = places[layer + 1][j];
      const end = layer === 2 ? 0 : RING;
      parts[value < 0 ? 1 : 0][strength].push(
        `M${(x1 + gap).toFixed(1)} ${y1.toFixed(1)}L${(x2 - end).toFixed(1)} ${y2.toFixed(1)}`,
      );
    }
  }
  paths.forEach((strengths, sign) =>
    strengths.forEach((path, strength) => change(path, { d: parts[sign][strength].join("") })),
  );
}

function probabilityBars() {
  const step = (16 * PITCH) / 10;
  const y = (digit) => TOP + (digit + 0.5) * step;
  const node = svg("g", { "aria-hidden": "true" });
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = {
      name: svg("text", { class: "class", y: y(digit) + 5 }, String(digit)),
      now: svg("rect", { class: "now", y: y(digit) - 11, height: 10 }),
      full: svg("rect", { class: "full", y: y(digit) + 1.5, height: 8 }),
      text: svg("text", { class: "share", y: y(digit) - 2.5 }),
    };
    node.append(...Object.values(row));
    return row;
  });
  return {
    node,
    y,
    draw({ probabilities, full, label }, left, column) {
      const start = left + 28;
      const room = Math.max(column - 28 - 44, 10);
      rows.forEach((row, digit) => {
        change(row.name, { x: left + 13, class: digit === label ? "class true" : "class" });
        change(row.now, { x: start, width: (room * probabilities[digit]).toFixed(1) });
        // A share too small to see would be a lone tick.
        const before = full.probabilities[digit] >= 0.005 ? full.probabilities[digit] : 0;
        change(row.full, {
          x: start + 0.5,
          width: (room * before).toFixed(1),
          visibility: before ? "visible" : "hidden",
        });
        change(row.text, { x: (start + room * probabilities[digit] + 5).toFixed(1) });
        write(row.text, probabilities[digit] >= 0.005 ? percent(probabilities[digit]) : "");
      });
    },
  };
}
