/** The images as a table that sorts, a page at a time. */
function imageTable(data, state, photos) {
  const ON_A_PAGE = 100;
  const ON_PAPER = 500;
  const table = byId("table");
  const body = table.tBodies[0];
  const pager = byId("pager");
  const best = (image) => (image.scores.length > 0 ? data.labels[image.scores[0][0]] : "");
  const columns = [
    { name: "File", of: (image) => image.file, cell: file },
    { name: "Cluster", of: (image) => data.clusters[image.cluster].name, cell: (image) => element("td", {}, clusterChip(data.clusters[image.cluster])) },
    { name: "Silhouette", number: true, of: (image) => image.silhouette, digits: 3 },
    { name: "Best label", of: best, cell: (image) => element("td", {}, foreign(best(image))) },
    { name: "Its score", number: true, of: (image) => image.scores[0]?.[1] ?? null, digits: 3 },
    { name: "x", number: true, of: (image) => image.x, digits: 3 },
    { name: "y", number: true, of: (image) => image.y, digits: 3 },
  ].filter((column) => data.labels.length > 0 || !["Best label", "Its score"].includes(column.name));
  let sorted = { column: null, down: false };
  let page = 0;

  table.tHead.rows[0].append(
    element("th", { scope: "col" }, element("span", { class: "hidden" }, "Photo")),
    ...columns.map((column) =>
      element(
        "th",
        { scope: "col", class: column.number ? "n" : null },
        element("button", { type: "button", click: () => sortBy(column) }, column.name),
      ),
    ),
  );

  function sortBy(column) {
    // Numbers are first asked for from the top.
    const first = column.number === true;
    sorted = { column, down: sorted.column === column ? !sorted.down : first };
    page = 0;
    update();
  }

  /** The images that are shown, in the order of the table; undefined values come last. */
  function rows() {
    const shown = data.images.filter((image) => state.shown[image.index]);
    if (sorted.column === null) {
      return shown;
    }
    const { of, number } = sorted.column;
    const sign = sorted.down ? -1 : 1;
    const compare = number ? (a, b) => a - b : new Intl.Collator("en", { numeric: true }).compare;
    return shown.sort((a, b) => {
      const [left, right] = [of(a), of(b)];
      if (left === null || right === null) {
        return (left === null) - (right === null);
      }
      return sign * compare(left, right) || a.index - b.index;
    });
  }

  function file(image) {
    return element(
      "td",
      { class: "file" },
      element(
        "button",
        {
          type: "button",
          class: "link",
          "aria-pressed": String(state.pins.includes(image.index)),
          title: "Pin",
          focus: () => state.look(image.index),
          click: () => state.togglePin(image.index),
        },
        foreign(image.file),
      ),
    );
  }

  function row(image) {
    const small = element("td", { class: "small" });
    if (image.aspect !== null) {
      small.append(photos.into(element("img", { alt: "", loading: "lazy" }), image.index));
    }
    return element(
      "tr",
      { "data-image": image.index, pointerenter: () => state.look(image.index) },
      small,
      ...columns.map(({ cell, of, digits }) =>
        cell ? cell(image) : element("td", { class: "n" }, fixed(of(image), digits)),
      ),
    );
  }

  function update() {
    const all = rows();
    const pages = Math.max(1, Math.ceil(all.length / ON_A_PAGE));
    page = Math.min(page, pages - 1);
    const first = page * ON_A_PAGE;
    body.replaceChildren(...all.slice(first, first + ON_A_PAGE).map(row));
    columns.forEach((column, index) => {
      const heading = table.tHead.rows[0].cells[index + 1];
      const way = sorted.down ? "descending" : "ascending";
      heading.ariaSort = sorted.column === column ? way : "none";
    });
    pager.hidden = pages === 1;
    pager.replaceChildren(
      turn("Previous", -1, page === 0),
      element("span", { "aria-live": "polite" }, `${first + 1} to ${Math.min(all.length, first + ON_A_PAGE)} of ${all.length.toLocaleString("en")}`),
      turn("Next", 1, page === pages - 1),
    );
  }

  function turn(name, by, disabled) {
    return element(
      "button",
      {
        type: "button",
        class: "quiet",
        disabled,
        click: () => {
          page += by;
          update();
          table.scrollIntoView();
        },
      },
      name,
    );
  }

  /** Only the marks change: the focus stays where it is. */
  function mark() {
    for (const line of body.rows) {
      const index = Number(line.dataset.image);
      line.classList.toggle("looked", index === state.looked);
      line.querySelector(".link").setAttribute("aria-pressed", String(state.pins.includes(index)));
    }
  }

  state.events
    .on("filter.table", () => {
      page = 0;
      update();
    })
    .on("look.table", mark)
    .on("pin.table", mark);
  update();

  return {
    update,
    /** All rows, as far as they make sense on paper. */
    forPaper() {
      const all = rows();
      const omitted = all.length - ON_PAPER;
      body.replaceChildren(...all.slice(0, ON_PAPER).map(row));
      body.querySelectorAll("img").forEach((image) => (image.loading = "eager"));
      pager.hidden = omitted <= 0;
      pager.replaceChildren(`The first ${ON_PAPER} of ${counted(all.length, "image")}`);
    },
  };
}
