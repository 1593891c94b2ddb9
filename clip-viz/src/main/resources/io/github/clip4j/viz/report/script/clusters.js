/** The clusters with their scores and typical photos, and the borderline images. */
function clusterCards(data, state, photos, show) {
  const TYPICAL = 6;
  const SCORES = 6;

  function photo(image, name) {
    const button = element("button", {
      type: "button",
      class: "thumb",
      title: image.file,
      "aria-label": image.file,
      click: () => {
        state.look(image.index);
        show(image.index);
      },
      pointerenter: () => state.look(image.index),
      focus: () => state.look(image.index),
    });
    if (image.aspect === null) {
      button.append(foreign(image.short));
    } else {
      button.append(photos.into(element("img", { alt: "", class: name }), image.index));
    }
    return button;
  }

  function cluster({ index, name, images, typical, margin, scores }) {
    const heading = element("h3", {}, clusterChip(data.clusters[index]));
    const more = data.labels.length - Math.min(SCORES, scores.length);
    return element(
      "article",
      { class: "card", "data-cluster": index, "aria-label": name },
      heading,
      element(
        "p",
        { class: "soft" },
        counted(images.length, "image"),
        margin === null ? "" : `, margin ${fixed(margin, 3)}`,
        `, mean silhouette ${fixed(d3.mean(images, (image) => image.silhouette) ?? null, 3)}`,
      ),
      element("div", { class: "strip" }, ...typical.slice(0, TYPICAL).map((image) => photo(data.images[image], "small"))),
      scores.length === 0
        ? null
        : element(
            "p",
            { class: "list" },
            ...scores
              .slice(0, SCORES)
              .flatMap(([label, score]) => [
                element("span", {}, foreign(data.labels[label]), ` ${fixed(score, 3)}`),
                " ",
              ]),
            more > 0 ? element("span", { class: "soft" }, `and ${more} more`) : "",
          ),
    );
  }

  byId("clusters").append(...data.clusters.map(cluster));
  const borderline = data.images.filter((image) => image.borderline !== undefined);
  borderline.sort((a, b) => a.borderline - b.borderline);
  byId("borderline-section").hidden = borderline.length === 0;
  byId("borderline").append(
    ...borderline.slice(0, 60).map((image) =>
      element(
        "li",
        { class: "card" },
        photo(image, "wide"),
        element("p", { class: "file" }, foreign(image.short)),
        element("p", { class: "soft" }, ...borderlineReason(data, image), ` Silhouette ${fixed(image.silhouette, 3)}.`),
      ),
    ),
    ...(borderline.length > 60
      ? [element("li", { class: "soft" }, `and ${borderline.length - 60} more`)]
      : []),
  );
}
