// Left: learning curves on training and test set with bands over seeds, the gap shaded.
// Right: the last test value at every rate.

export default {
  render({ model, el }) {
    return explorer({ model, el, label: "Learning curves with dropout", build: buildTraining });
  },
};

function buildTraining({ root, set, get }) {
  const data = get("data");
  const lastRate = data.rates.length - 1;
  const rate = slider({
    label: "Rate",
    min: 0,
    max: lastRate,
    step: 1,
    format: (index) => data.rates[index].toFixed(1),
    input: (index) => set({ rate: data.rates[index] }),
  });
  const noise = choice({
    label: "Noisy labels",
    options: data.noises.map((each) => [each, percent(each)]),
    input: (value) => set({ noise: value }),
  });
  const measure = choice({
    label: "Measure",
    options: [
      ["error", "Error"],
      ["loss", "Loss"],
    ],
    input: (value) => set({ measure: value }),
  });
  const picture = trainingPicture(data, (value) => set({ rate: value }));
  root.append(
    html(
      "div",
      { class: "columns two" },
      rate.node,
      html("div", { class: "bar" }, noise.node, measure.node),
    ),
    picture.node,
  );

  return (width) => {
    const [chosen, noisy, kind] = ["rate", "noise", "measure"].map(get);
    const curve = (part, at) => {
      const values = data[`${part}_${kind}`];
      const [row, column] = [data.noises.indexOf(noisy), data.rates.indexOf(at)];
      return { mean: values.mean[row][column], half: values.half[row][column] };
    };
    const now = {
      rate: chosen,
      kind,
      train: curve("train", chosen),
      test: curve("test", chosen),
      none: curve("test", 0),
      ends: data.rates.map((each) => curve("test", each)),
    };
    rate.show(data.rates.indexOf(chosen));
    noise.show(noisy);
    measure.show(kind);
    picture.draw(now, width);
    const say = (value) => (kind === "error" ? `${(100 * value).toFixed(1)} %` : value.toFixed(2));
    const [test, train, none] = [now.test, now.train, now.none].map((each) => each.mean.at(-1));
    return (
      `Rate ${chosen.toFixed(1)}, ${percent(noisy)} noisy labels, after ${data.steps.at(-1)} ` +
      `steps: test ${kind} ${say(test)} ± ${say(now.test.half.at(-1))}, on its own ` +
      `training labels ${say(train)}, a gap of ${say(test - train)}. Without dropout the test ` +
      `${kind} is ${say(none)} ± ${say(now.none.half.at(-1))}.`
    );
  };
}

function trainingPicture(data, choose) {
  const node = svg("svg", {
    class: "picture",
    role: "img",
    "aria-label": "Learning curves, and the last test value at every rate",
  });
  const curves = chart();
  const ends = chart();
  node.append(curves.node, ends.node);
  const mark = markers(curves.marks);
  const markEnd = markers(ends.marks);

  const drawCurves = (now, box, top) => {
    const { x, y } = curves.place(
      box,
      {
        low: data.steps[0],
        high: data.steps.at(-1),
        log: true,
        at: [10, 30, 100, 300, 1000],
        label: "steps",
      },
      {
        low: 0,
        high: top,
        say: sayOf(now.kind),
        label: `${now.kind}: mean and 95 % interval over ${data.seeds} seeds`,
        indent: 42,
      },
    );
    const place = (values) =>
      values.map((value, index) => [x(data.steps[index]), y(Math.max(0, Math.min(top, value)))]);
    const band = ({ mean: middle, half }, sign) =>
      place(middle.map((value, index) => value + sign * half[index]));
    mark("path", "gap", { class: "gap", d: between(place(now.test.mean), place(now.train.mean)) });
    mark("path", "none", { class: "curve dashed axis", d: through(place(now.none.mean)) });
    for (const [name, colour] of [
      ["train", "positive"],
      ["test", "negative"],
    ]) {
      mark("path", `${name} band`, {
        class: `band ${colour}`,
        d: between(band(now[name], 1), band(now[name], -1)),
      });
      mark("path", name, { class: `curve ${colour}-line`, d: through(place(now[name].mean)) });
    }
    const last = ["test", "train", "none"]
      .map((name) => [name, place(now[name].mean).at(-1)[1]])
      .sort((one, other) => one[1] - other[1]);
    let above = -Infinity;
    for (const [name, level] of last) {
      above = Math.max(level + 4, above + 16);
      const colour = { test: " negative", train: " positive", none: "" }[name];
      mark(
        "text",
        `${name} name`,
        { class: `label${colour} halo`, x: box.left + box.width + 6, y: above.toFixed(1) },
        { test: "test", train: "train", none: "test, rate 0" }[name],
      );
    }
    const [highest, lowest] = [place(now.test.mean), place(now.train.mean)].map((points) =>
      points.at(-4),
    );
    mark(
      "text",
      "gap name",
      {
        class: "tick halo",
        "text-anchor": "middle",
        x: highest[0].toFixed(1),
        y: ((highest[1] + lowest[1]) / 2 + 4).toFixed(1),
        visibility: Math.abs(highest[1] - lowest[1]) > 24 ? "visible" : "hidden",
      },
      "gap",
    );
  };

  const drawEnds = (now, box, top) => {
    const { x, y } = ends.place(
      box,
      { low: -0.04, high: 0.94, at: [0, 0.3, 0.6, 0.9], label: "rate" },
      { low: 0, high: top, say: sayOf(now.kind), label: `test ${now.kind} at the end`, indent: 42 },
    );
    const inside = (value) => y(Math.max(0, Math.min(top, value))).toFixed(1);
    now.ends.forEach(({ mean: middle, half }, index) => {
      const [value, spread] = [middle.at(-1), half.at(-1)];
      const chosen = data.rates[index] === now.rate;
      const at = x(data.rates[index]).toFixed(1);
      markEnd("path", `interval${index}`, {
        class: "negative-line",
        "stroke-width": chosen ? 3 : 1.5,
        d: `M${at} ${inside(value - spread)}V${inside(value + spread)}`,
      });
      const dot = markEnd("circle", `rate${index}`, {
        class: chosen ? "negative chosen" : "negative",
        r: chosen ? 6 : 3.5,
        cx: at,
        cy: inside(value),
      });
      dot.onclick = () => choose(data.rates[index]);
    });
  };

  return {
    node,
    draw(now, width) {
      const narrow = width < 560;
      const height = narrow ? 560 : 340;
      change(node, { viewBox: `0 0 ${width} ${height}`, width, height });
      const [top, lastTop] = data.tops[now.kind];
      drawCurves(
        now,
        {
          left: 48,
          top: 34,
          width: (narrow ? width : 0.62 * width) - 48 - 84,
          height: narrow ? 210 : 250,
        },
        top,
      );
      drawEnds(
        now,
        narrow
          ? { left: 48, top: 325, width: width - 62, height: 180 }
          : { left: 0.62 * width + 56, top: 34, width: 0.38 * width - 70, height: 250 },
        lastTop,
      );
    },
  };
}

const sayOf = (kind) => (kind === "error" ? percent : (value) => value.toFixed(1));
