// Above: all subnetworks as a strip, sorted by the probability they give the true class, and one of
// them closely. Below: what the means of the drawn ones become.

function ensemblePicture(look) {
  const node = svg("svg", {
    class: "picture",
    role: "group",
    "aria-label": "All subnetworks and their means",
  });
  const strip = chart();
  const means = chart();
  node.append(strip.node, means.node);
  const onStrip = markers(strip.marks);
  const onMeans = markers(means.marks);
  let rankAt = () => 0;
  const choose = (event) => {
    if (event.type === "pointermove" && !event.buttons) return;
    look(
      Math.max(0, Math.min(COUNT - 1, rankAt(event.clientX - node.getBoundingClientRect().left))),
    );
  };
  for (const kind of ["pointerdown", "pointermove"]) strip.node.addEventListener(kind, choose);

  const drawStrip = (now, box) => {
    const { x, y } = strip.place(
      box,
      {
        low: 0,
        high: COUNT,
        at: box.width < 400 ? [0, 512, 1024] : [0, 256, 512, 768, 1024],
        label: "subnetworks, sorted",
      },
      {
        low: 0,
        high: 1,
        at: [0, 0.5, 1],
        label: `probability of the true class, ${now.label}`,
        indent: 30,
      },
    );
    rankAt = (pixel) => Math.floor(((pixel - box.left) / box.width) * COUNT);
    const parts = { right: [], wrong: [] };
    now.ranking.forEach((mask, rank) => {
      const kind = now.reads[mask] === now.label ? "right" : "wrong";
      parts[kind].push(
        `M${x(rank + 0.5).toFixed(2)} ${y(0)}V${Math.min(y(now.shares[mask]), y(0) - 1).toFixed(1)}`,
      );
    });
    const wide = (box.width / COUNT + 0.2).toFixed(2);
    onStrip("rect", "area", {
      class: "target strip-area",
      x: box.left,
      y: box.top,
      width: box.width,
      height: box.height,
    });
    onStrip("path", "right", {
      class: "positive-line",
      "stroke-width": wide,
      d: parts.right.join(""),
    });
    onStrip("path", "wrong", {
      class: "negative-line",
      "stroke-width": wide,
      d: parts.wrong.join(""),
    });
    const ranks = new Array(COUNT);
    now.ranking.forEach((mask, rank) => {
      ranks[mask] = rank;
    });
    onStrip("path", "drawn", {
      class: "ink-line",
      d: now.sample.map((mask) => `M${x(ranks[mask] + 0.5).toFixed(1)} ${y(0) + 2}v5`).join(""),
    });
    const mask = now.ranking[now.look];
    const at = x(now.look + 0.5);
    onStrip("path", "look", {
      class: "ink-line",
      "stroke-width": 2,
      d: `M${at.toFixed(1)} ${y(0)}V${box.top - 4}`,
    });
    const words = `${plural(countBits(mask), "unit")} kept; reads ${now.reads[mask]}; true class ${percent(now.shares[mask])}`;
    const end = at > box.left + Math.max(box.width / 2, 250);
    const from = end ? at : Math.min(at, Math.max(box.left, box.left + box.width - 250));
    onStrip(
      "text",
      "look label",
      {
        class: "label halo",
        "text-anchor": end ? "end" : "start",
        x: (from + (end ? -6 : 6)).toFixed(1),
        y: box.top + 10,
      },
      words,
    );
    for (let unit = 0; unit < HIDDEN_UNITS; unit += 1) {
      const stays = (mask >> unit) & 1;
      const cx = from + (end ? -1 : 1) * (12 + 13 * (end ? HIDDEN_UNITS - 1 - unit : unit));
      onStrip("circle", `unit${unit}`, {
        class: stays ? "now kept-unit" : "ring",
        r: 4.5,
        cx: cx.toFixed(1),
        cy: box.top + 24,
      });
    }
  };

  const drawMeans = (now, box, narrow) => {
    const { x, y } = means.place(
      box,
      {
        low: 1,
        high: COUNT,
        log: true,
        at: narrow ? [1, 16, 256] : [1, 4, 16, 64, 256, 1024],
        label: "subnetworks drawn",
      },
      {
        low: 0,
        high: 1,
        at: [0, 0.5, 1],
        label: "probability of the true class by the mean so far",
        indent: 30,
      },
    );
    const limits = [now.arithmetic, now.geometric];
    const near = Math.abs(y(limits[0]) - y(limits[1])) < 16;
    ["positive", "negative"].forEach((colour, which) => {
      const points = now.running[which].map((value, index) => [x(index + 1), y(value)]);
      onMeans("path", `running${which}`, { class: `curve ${colour}-line`, d: through(points) });
      onMeans("path", `limit${which}`, {
        class: `curve dashed ${colour}-line`,
        d: `M${box.left} ${y(limits[which]).toFixed(1)}H${box.left + box.width}`,
      });
      const last = points.at(-1);
      onMeans("circle", `end${which}`, {
        class: colour,
        r: 4,
        cx: last[0].toFixed(1),
        cy: last[1].toFixed(1),
      });
      const name = which ? "geometric = one pass" : "mean of all";
      const higher =
        limits[which] > limits[1 - which] || (limits[which] === limits[1 - which] && !which);
      const shift = near ? (higher ? -6 : 16) : 4;
      onMeans(
        "text",
        `name${which}`,
        {
          class: `label ${colour} halo`,
          "text-anchor": narrow ? "end" : "start",
          x: narrow ? box.left + box.width : box.left + box.width + 8,
          y: (y(limits[which]) + (narrow ? (higher ? -6 : 16) : shift)).toFixed(1),
        },
        `${name}: ${percent(limits[which])}`,
      );
    });
  };

  return {
    node,
    draw(now, width) {
      const narrow = width < 560;
      change(node, { viewBox: `0 0 ${width} 400`, width, height: 400 });
      drawStrip(now, { left: 40, top: 34, width: width - 52, height: 110 });
      drawMeans(
        now,
        { left: 40, top: 220, width: narrow ? width - 52 : width - 280, height: 130 },
        narrow,
      );
    },
  };
}
