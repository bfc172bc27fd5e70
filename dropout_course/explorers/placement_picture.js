// Above: one layer's rate at a time, the others as they are. Below: every combination, those that
// the notes' tables recommend in colour, the chosen one with its interval.

function placementPicture(data, options, setRate) {
  const node = svg("svg", {
    class: "picture",
    role: "img",
    "aria-label": "Test error over each layer's rate, and of every combination",
  });
  const single = options.map(() => chart());
  const all = chart();
  node.append(...single.map((each) => each.node), all.node);
  const onSingle = single.map((each) => markers(each.marks));
  const onAll = markers(all.marks);
  const every = options.reduce(
    (lists, rates) => lists.flatMap((list) => rates.map((rate) => [...list, rate])),
    [[]],
  );
  const worst = Math.max(...data.misread.flat(4).map(mean));
  const top = 10 * Math.ceil((10 * worst) / data.tested);
  const notes = Object.keys(data.notes);
  const colours = ["positive", "negative"];

  const drawSingle = (now, layer, box) => {
    const rates = options[layer];
    const errors = rates.map((rate) =>
      now.errorsOf(now.chosen.map((old, each) => (each === layer ? rate : old))),
    );
    const { x, y } = single[layer].place(
      box,
      { low: -0.05, high: 0.65, at: [0, 0.2, 0.4, 0.6], label: "" },
      { low: 0, high: top, at: [0, top / 2, top], label: layer ? "" : "test error, %", indent: 24 },
    );
    const inside = (value) => y(Math.max(0, Math.min(top, value)));
    onSingle[layer]("path", "line", {
      class: "curve axis",
      d: through(rates.map((rate, index) => [x(rate), inside(mean(errors[index]))])),
    });
    rates.forEach((rate, index) => {
      const [middle, half, at] = [mean(errors[index]), now.half(errors[index]), x(rate).toFixed(1)];
      const chosen = now.chosen[layer] === rate;
      onSingle[layer]("path", `interval${index}`, {
        class: "ink-line",
        "stroke-width": chosen ? 2.5 : 1,
        d: `M${at} ${inside(middle - half).toFixed(1)}V${inside(middle + half).toFixed(1)}`,
      });
      const dot = onSingle[layer]("circle", `rate${index}`, {
        class: "ink",
        r: chosen ? 6 : 3.5,
        cx: at,
        cy: inside(middle).toFixed(1),
      });
      dot.onclick = () => setRate(layer, rate);
    });
  };

  const drawAll = (now, box, legendAt) => {
    const { x, y } = all.place(
      box,
      { low: -0.02, high: 0.62, at: [0, 0.2, 0.4, 0.6], label: "mean rate of the hidden layers" },
      { low: 0, high: top, label: "test error of every combination, %", indent: 24 },
    );
    const across = (rates) => x(mean(rates.slice(1))).toFixed(1);
    every.forEach((rates, index) => {
      const table = notes.map((note) => now.follows(rates, note)).lastIndexOf(true);
      onAll("circle", `all${index}`, {
        class: table < 0 ? "other" : colours[table],
        r: table < 0 ? 2.2 : 4,
        cx: across(rates),
        cy: y(mean(now.errorsOf(rates))).toFixed(1),
      });
    });
    const [middle, half, at] = [mean(now.errors), now.half(now.errors), across(now.chosen)];
    onAll("path", "interval", {
      class: "ink-line",
      "stroke-width": 2.5,
      d: `M${at} ${y(Math.max(0, middle - half)).toFixed(1)}V${y(Math.min(top, middle + half)).toFixed(1)}`,
    });
    onAll("circle", "chosen", { class: "ink", r: 6.5, cx: at, cy: y(middle).toFixed(1) });
    const rows = [
      ["ink", "these rates", 6.5],
      ...notes.map((note, index) => [colours[index], `table of ${note}`, 4]),
      ["other", "all others", 2.2],
    ];
    rows.forEach(([colour, words, r], row) => {
      const place = legendAt(row);
      onAll("circle", `key${row}`, { class: colour, r, cx: place[0], cy: place[1] - 4 });
      onAll("text", `words${row}`, { class: "label", x: place[0] + 12, y: place[1] }, words);
    });
  };

  return {
    node,
    draw(now, width) {
      const narrow = width < 560;
      const across = narrow ? 2 : 4;
      const column = width / across;
      const [tall, lower] = narrow ? [660, 330] : [460, 185];
      change(node, { viewBox: `0 0 ${width} ${tall}`, width, height: tall });
      options.forEach((_, layer) =>
        drawSingle(now, layer, {
          left: (layer % across) * column + 28,
          top: 26 + Math.floor(layer / across) * 145,
          width: column - 44,
          height: 90,
        }),
      );
      const box = { left: 34, top: lower + 15, width: width - (narrow ? 46 : 190), height: 205 };
      const legendAt = narrow
        ? (row) => [12 + (row % 2) * (width / 2), lower + 278 + 22 * Math.floor(row / 2)]
        : (row) => [width - 135, lower + 35 + 24 * row];
      drawAll(now, box, legendAt);
    },
  };
}
