/** The panel beside the views: the photo that is looked at, or two that are compared. */
function inspector(data, state, photos, show) {
  const panel = byId("inspector");
  const cosine = cosines();
  const MOST_SCORES = 8;
  const extent = d3.extent(data.images.flatMap((image) => image.scores.map(([, score]) => score)));
  const bar = d3.scaleLinear([Math.min(0, extent[0] ?? 0), extent[1] ?? 1], [0, 100]);

  function update() {
    const inspected = state.inspected.map((index) => data.images[index]);
    panel.classList.toggle("compares", inspected.length === 2);
    panel.setAttribute("aria-label", inspected.length === 2 ? "Two photos compared" : "Photo");
    if (inspected.length === 2) {
      panel.replaceChildren(...comparison(inspected));
    } else if (inspected.length === 1) {
      panel.replaceChildren(card(inspected[0], true), scores(inspected), neighbours(inspected[0]));
    } else {
      panel.replaceChildren(...overview());
    }
  }

  /** Before anything is looked at: each cluster by its most typical photos. */
  function overview() {
    return [
      element("p", { class: "soft" }, "Point at a photo, or go to one with the arrow keys."),
      ...data.clusters.map((cluster) =>
        element(
          "section",
          { class: "neighbours" },
          element("h4", {}, clusterChip(cluster), ` ${cluster.images.length}`),
          element(
            "ul",
            {},
            ...cluster.typical.slice(0, 5).map((index) => element("li", {}, thumb(index, null))),
          ),
        ),
      ),
    ];
  }

  function comparison(pair) {
    const together = cosine(pair[0].index, pair[1].index);
    const same = pair[0].cluster === pair[1].cluster;
    return [
      element("div", { class: "pair" }, ...pair.map((image) => card(image, false))),
      element(
        "p",
        { class: "together" },
        "Cosine ",
        element("b", { id: "cosine" }, fixed(together, 2)),
        same ? ", same cluster" : ", different clusters",
      ),
      scores(pair),
    ];
  }

  function card(image, alone) {
    const pin = state.pins.indexOf(image.index);
    return element(
      "article",
      { class: "photo", "data-image": image.index },
      picture(image),
      element(
        "h3",
        { class: "file" },
        pin >= 0 && state.inspected.length === 2
          ? element("span", { class: "badge" }, "AB"[pin])
          : null,
        foreign(image.file),
      ),
      element("p", { class: "kind" }, clusterChip(data.clusters[image.cluster])),
      element(
        "p",
        { class: "soft" },
        `Silhouette ${fixed(image.silhouette, 3)}`,
        ...(alone && image.borderline !== undefined ? [". ", ...borderlineReason(data, image)] : []),
      ),
      element(
        "p",
        { class: "actions" },
        element(
          "button",
          {
            type: "button",
            class: "quiet",
            "aria-pressed": String(pin >= 0),
            "data-action": "pin",
            click: () => state.togglePin(image.index),
          },
          pin >= 0 ? "Unpin" : "Pin",
        ),
        element(
          "button",
          {
            type: "button",
            class: "quiet",
            "data-action": "show",
            click: () => show(image.index),
          },
          "Show on map",
        ),
      ),
    );
  }

  function picture(image) {
    return image.aspect === null
      ? element("div", { class: "absent" }, "no photo")
      : photos.into(element("img", { class: "large", alt: image.file }), image.index);
  }

  /** The label scores of one image or two, those that are highest for either of them. */
  function scores(images) {
    const labels = [...new Set(images.flatMap((image) => image.scores.slice(0, MOST_SCORES).map(([l]) => l)))];
    if (labels.length === 0) {
      return null;
    }
    const best = (label) => Math.max(...images.map((image) => image.scoreOf.get(label) ?? -2));
    labels.sort((a, b) => best(b) - best(a));
    const more = data.labels.length - labels.length;
    return element(
      "section",
      { class: "scores" },
      element("h4", {}, "Label scores"),
      element(
        "dl",
        {},
        ...labels
          .slice(0, MOST_SCORES)
          .flatMap((label) => [
            element("dt", {}, foreign(data.labels[label])),
            ...images.map((image, which) => score(image.scoreOf.get(label), which)),
          ]),
      ),
      more > 0 ? element("p", { class: "soft" }, `and ${counted(more, "more label")}`) : null,
    );
  }

  function score(value, which) {
    const fill = element("i", { class: which === 0 ? "bar" : "bar second" });
    fill.style.width = `${value === undefined ? 0 : Math.max(0, bar(value))}%`;
    return element("dd", {}, element("span", { class: "track" }, fill), element("span", { class: "n" }, fixed(value, 3)));
  }

  function neighbours(image) {
    if (image.neighbours.length === 0) {
      return null;
    }
    return element(
      "section",
      { class: "neighbours" },
      element("h4", {}, "Nearest neighbours"),
      element("ul", {}, ...image.neighbours.map(([index, near]) => element("li", {}, thumb(index, near)))),
    );
  }

  function thumb(index, near) {
    const image = data.images[index];
    const inside = near === null ? [] : [element("span", { class: "n" }, fixed(near, 2))];
    if (image.aspect === null) {
      inside.unshift(foreign(image.short));
    } else {
      inside.unshift(photos.into(element("img", { alt: "" }), index));
    }
    return element(
      "button",
      {
        type: "button",
        class: "thumb",
        title: image.file,
        "aria-label": near === null ? image.file : `${image.file}, cosine ${fixed(near, 2)}`,
        click: () => visit(index),
      },
      ...inside,
    );
  }

  /** Looks at a neighbour, which keeps the keyboard's focus in the panel. */
  function visit(index) {
    state.look(index);
    show(index);
    panel.querySelector(".neighbours button")?.focus();
  }

  state.events.on("look.inspector", update).on("pin.inspector", update);
  update();
}

/** A cluster's colour and name. */
function clusterChip(cluster) {
  const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = cluster.colour;
  return element("span", { class: "cluster" }, swatch, foreign(cluster.name));
}
