// Left: the members; click one to send it away from the exam; bars show what the group relies on.
// Right: the exam, each question a dot, right answers on the diagonal.

const MEMBER = 46; // height of a member's row
const FACE = 14;

export default {
  render({ model, el }) {
    return explorer({
      model,
      el,
      label: "A study group with muted members",
      build: buildStudyGroup,
    });
  },
};

function practisedWeights(errors, rate) {
  const inverse = errors.map((error) => 1 / (error ** 2 + (rate / (1 - rate)) * (1 + error ** 2)));
  const all = 1 + total(inverse);
  return inverse.map((each) => each / all);
}

function examError(weights, errors, absent) {
  const present = weights.map((weight, member) => (absent.includes(member) ? 0 : weight));
  return (
    (1 - total(present)) ** 2 +
    total(present.map((weight, member) => (weight * errors[member]) ** 2))
  );
}

// A standard normal number for each question; stream 0 is the right answer, 1, 2, ... the members.
function normal(seed, stream, question) {
  const [one, two] = [uniform(seed, 2 * stream, question), uniform(seed, 2 * stream + 1, question)];
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * two);
}

function buildStudyGroup({ root, set, get }) {
  const { errors, questions, highest_rate: highest } = get("data");
  const rate = slider({
    label: "Muted in practice, rate",
    min: 0,
    max: highest,
    step: 0.01,
    format: (value) => value.toFixed(2),
    input: (value) => set({ rate: value }),
  });
  const again = button("New exam", () => set({ seed: anotherSeed(get("seed")) }));
  const all = button("All come", () => set({ absent: [] }));
  const flip = (member) =>
    set({
      absent: get("absent").includes(member)
        ? get("absent").filter((each) => each !== member)
        : [...get("absent"), member].sort(),
    });
  const picture = studyGroupPicture(errors, flip);
  const hint = html("p", { class: "detail" }, "Click a member to send it away from the exam.");
  root.append(
    html("div", { class: "columns two" }, rate.node, html("div", { class: "bar" }, again, all)),
    picture.node,
    html("div", { class: "bar" }, hint),
  );

  let kept = {};
  return (width) => {
    if (kept.seed !== get("seed")) {
      const draw = (stream) =>
        Array.from({ length: questions }, (_, question) => normal(get("seed"), stream, question));
      kept = {
        seed: get("seed"),
        right: draw(0),
        noise: errors.map((error, member) => draw(member + 1).map((each) => each * error)),
      };
    }
    const absent = get("absent");
    const weights = practisedWeights(errors, get("rate"));
    const plain = practisedWeights(errors, 0);
    const share = (values) => values.map((value) => value / total(values));
    const answers = (by) =>
      kept.right.map((right, question) =>
        by.reduce(
          (sum, weight, member) =>
            absent.includes(member) ? sum : sum + weight * (right + kept.noise[member][question]),
          0,
        ),
      );
    const now = {
      absent,
      errors,
      reliance: share(weights),
      plain: share(plain),
      right: kept.right,
      answers: answers(weights),
      plainAnswers: answers(plain),
      error: examError(weights, errors, absent),
      plainError: examError(plain, errors, absent),
    };
    rate.show(get("rate"));
    all.disabled = absent.length === 0;
    picture.draw(now, width);
    const who = absent.length ? `${plural(absent.length, "member")} absent` : "all present";
    return (
      `Muted with probability ${get("rate").toFixed(2)} in practice, the group relies on its ` +
      `best member for ${percent(now.reliance[0])} of its answer. ` +
      `At the exam, ${who}: mean squared error ${now.error.toFixed(2)}; without muting in ` +
      `practice ${now.plainError.toFixed(2)}.`
    );
  };
}

function studyGroupPicture(errors, flip) {
  const node = svg("svg", { class: "picture", role: "group", "aria-label": "The study group" });
  const exam = chart();
  const mark = markers(exam.marks);
  const title = svg(
    "text",
    { class: "title", x: 0, y: 16, "aria-hidden": "true" },
    "What the group relies on",
  );
  const group = svg("g", { role: "group", "aria-label": "Members" });
  const members = errors.map((error, member) => {
    const parts = {
      face: svg("circle", { class: "face", r: FACE, cx: FACE + 4, cy: 0 }),
      number: svg(
        "text",
        { class: "on-face", "text-anchor": "middle", x: FACE + 4, y: 4.5 },
        String(member + 1),
      ),
      cross: svg("path", { class: "cross" }),
      about: svg(
        "text",
        { class: "tick", x: 2 * FACE + 16, y: -13 },
        `error ${error.toFixed(1)}${member ? "" : ", the best"}`,
      ),
      now: svg("rect", { class: "now", x: 2 * FACE + 16, y: -7, height: 10 }),
      full: svg("rect", { class: "full", x: 2 * FACE + 16.5, y: 5, height: 7 }),
      share: svg("text", { class: "share", y: 2 }),
    };
    const item = svg(
      "g",
      {
        role: "button",
        class: "unit",
        transform: `translate(0 ${50 + member * MEMBER})`,
        "aria-label": `Member ${member + 1}, absent`,
      },
      svg("rect", { class: "target ring", x: 0, y: -24, width: 2 * FACE + 8, height: MEMBER - 2 }),
      ...Object.values(parts),
    );
    item.addEventListener("click", () => flip(member));
    return { item, ...parts };
  });
  arrowKeys(
    group,
    members.map((each) => each.item),
    upAndDown,
  );
  group.append(...members.map((each) => each.item));
  const legend = [
    svg("text", { class: "axis-label", "aria-hidden": "true" }, "filled: muted in practice"),
    svg("text", { class: "axis-label", "aria-hidden": "true" }, "outline: never muted"),
  ];
  node.append(title, group, ...legend, exam.node);

  return {
    node,
    draw(now, width) {
      const narrow = width < 560;
      const tall = 50 + errors.length * MEMBER + 30;
      const height = narrow ? tall + 345 : tall + 20;
      change(node, { viewBox: `0 0 ${width} ${height}`, width, height });
      const room = (narrow ? width : 0.48 * width) - 2 * FACE - 16 - 60;
      members.forEach(({ item, face, number, cross, now: bar, full, share }, member) => {
        const gone = now.absent.includes(member);
        change(item, { "aria-pressed": gone ? "true" : "false" });
        change(face, { class: gone ? "face gone" : "face" });
        change(number, { class: gone ? "on-face gone" : "on-face" });
        change(cross, { d: gone ? `M8 -10L28 10M8 10L28 -10` : "" });
        change(bar, { width: (room * now.reliance[member]).toFixed(1) });
        change(full, { width: (room * now.plain[member]).toFixed(1) });
        change(share, { x: (2 * FACE + 22 + room * now.reliance[member]).toFixed(1) });
        write(share, percent(now.reliance[member]));
      });
      legend.forEach((line, index) =>
        change(line, { x: index && !narrow ? 190 : 0, y: tall - 12 + (index && narrow ? 17 : 0) }),
      );
      const left = narrow ? 36 : 0.58 * width;
      const size = Math.min(width - left - 14, 270);
      const box = { left, top: narrow ? tall + 50 : 48, width: size, height: size };
      const { x, y } = exam.place(
        box,
        { low: -3, high: 3, label: "right answer" },
        { low: -3, high: 3, label: "the group's answer at the exam", indent: 24 },
      );
      const inside = (value) => Math.max(-3, Math.min(3, value));
      mark("path", "right", {
        class: "curve dashed axis",
        d: `M${x(-3)} ${y(-3)}L${x(3)} ${y(3)}`,
      });
      now.right.forEach((right, question) => {
        const cx = x(inside(right)).toFixed(1);
        mark("circle", `plain${question}`, {
          class: "full",
          r: 3,
          cx,
          cy: y(inside(now.plainAnswers[question])).toFixed(1),
        });
        mark("circle", `now${question}`, {
          class: "now",
          r: 3.5,
          cx,
          cy: y(inside(now.answers[question])).toFixed(1),
        });
      });
      mark(
        "text",
        "error",
        { class: "label positive halo", x: (box.left + 8).toFixed(1), y: box.top + 16 },
        `● mean squared error ${now.error.toFixed(2)}`,
      );
      mark(
        "text",
        "plain error",
        { class: "label halo", x: (box.left + 8).toFixed(1), y: box.top + 34 },
        `○ never muted: ${now.plainError.toFixed(2)}`,
      );
    },
  };
}
