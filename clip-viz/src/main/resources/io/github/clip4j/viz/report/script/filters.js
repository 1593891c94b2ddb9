/** The tools above the views: search, clusters, label scores, and how many images pass. */
function filters(data, state) {
  const search = byId("search");
  const label = byId("label");
  const least = byId("least");
  const chips = byId("chips");

  search.addEventListener("input", () => state.narrow({ text: search.value.trim() }));
  byId("clear").addEventListener("click", () => {
    state.showAll();
    search.focus();
  });

  if (data.labels.length === 0) {
    byId("score-filter").hidden = true;
  }
  const names = data.labels.map((name, index) => ({ name, index }));
  names.sort((a, b) => a.name.localeCompare(b.name));
  label.append(
    element("option", { value: "-1" }, "Any label"),
    ...names.map(({ name, index }) => element("option", { value: index }, name)),
  );
  label.addEventListener("change", () => state.narrow({ label: Number(label.value), least: -Infinity }));
  least.addEventListener("input", () =>
    state.narrow({ least: least.value === least.min ? -Infinity : Number(least.value) }),
  );

  chips.append(
    ...data.clusters.map((cluster) =>
      element(
        "button",
        {
          type: "button",
          class: "chip",
          "data-cluster": cluster.index,
          title: "Show or hide; with Shift, show this cluster alone",
          click: (event) => toggle(cluster.index, event.shiftKey),
        },
        clusterChip(cluster),
        element("span", { class: "n" }, String(cluster.images.length)),
      ),
    ),
  );

  function toggle(cluster, alone) {
    const hidden = new Set(state.filter.hidden);
    if (alone) {
      const others = data.clusters.map(({ index }) => index).filter((index) => index !== cluster);
      const isAlone = !hidden.has(cluster) && others.every((index) => hidden.has(index));
      state.narrow({ hidden: new Set(isAlone ? [] : others) });
    } else {
      hidden.delete(cluster) || hidden.add(cluster);
      state.narrow({ hidden });
    }
  }

  function update() {
    const { text, hidden, label: chosen, least: bound } = state.filter;
    if (search.value.trim() !== text) {
      search.value = text;
    }
    label.value = String(chosen);
    byId("range").hidden = chosen < 0;
    if (chosen >= 0 && bound === -Infinity) {
      const scores = data.images.map((image) => image.scoreOf.get(chosen)).filter((s) => s !== undefined);
      const [low, high] = d3.extent(scores);
      least.min = low;
      least.max = high;
      least.value = low;
    }
    byId("least-value").textContent =
      chosen < 0 ? "" : bound === -Infinity ? "any score" : `at least ${fixed(bound, 3)}`;
    for (const chip of chips.children) {
      chip.setAttribute("aria-pressed", String(!hidden.has(Number(chip.dataset.cluster))));
    }
    byId("count").textContent = state.filtered
      ? `${state.count.toLocaleString("en")} of ${counted(data.images.length, "image")}`
      : counted(data.images.length, "image");
    byId("clear").hidden = !state.filtered;
  }

  state.events.on("filter.tools", update);
  update();
}
