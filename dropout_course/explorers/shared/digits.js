// The digits to choose from, each as its own small picture.
function digitStrip(data, input) {
  const options = data.pixels.map((pixels, digit) => {
    const picture = svg("svg", { viewBox: "0 0 8 8", class: "thumbnail", "aria-hidden": "true" });
    pixels.forEach((value, pixel) => {
      if (value)
        picture.append(
          svg("rect", {
            x: pixel % 8,
            y: Math.floor(pixel / 8),
            width: 1.03,
            height: 1.03,
            class: "ink",
            "fill-opacity": (value / 16).toFixed(2),
          }),
        );
    });
    const text = html(
      "span",
      { class: "spoken" },
      `a ${data.labels[digit]}, number ${digit + 1} of ${data.pixels.length}`,
    );
    return [digit, html("span", {}, picture, text)];
  });
  const group = choice({ label: "Digit", options, input });
  group.node.classList.add("strip");
  return group;
}
