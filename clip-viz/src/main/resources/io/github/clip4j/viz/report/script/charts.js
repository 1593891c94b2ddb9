/** The scree plot and the silhouettes of the numbers of clusters that were tried. */
function charts(data) {
  const [WIDTH, HEIGHT] = [460, 240];
  const EDGE = { top: 18, right: 14, bottom: 40, left: 52 };
  const right = WIDTH - EDGE.right;
  const bottom = HEIGHT - EDGE.bottom;

  function frame(id, words, x, xs, xLabel, y, format) {
    const svg = d3
      .select(byId(id))
      .append("svg")
      .attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`)
      .attr("role", "img")
      .attr("aria-label", words);
    const ticks = svg.append("g").attr("class", "ticks");
    for (const value of y.ticks(5)) {
      ticks.append("line").attr("x1", EDGE.left).attr("x2", right).attr("y1", y(value)).attr("y2", y(value));
      label(ticks, EDGE.left - 8, y(value) + 4, format(value), "end");
    }
    for (const value of xs) {
      label(ticks, x(value), bottom + 18, String(value), "middle");
    }
    label(svg, (EDGE.left + right) / 2, HEIGHT - 4, xLabel, "middle");
    return svg;
  }

  function label(parent, x, y, words, anchor) {
    return parent.append("text").attr("x", x).attr("y", y).attr("text-anchor", anchor).text(words);
  }

  function scree() {
    if (data.scree.length === 0) {
      byId("scree").append(element("p", { class: "soft" }, "One image has no variance."));
      return;
    }
    const numbers = data.scree.map((share, index) => index + 1);
    const x = d3.scaleBand(numbers, [EDGE.left, right]).padding(0.25);
    const y = d3.scaleLinear([0, d3.max(data.scree) || 1], [bottom, EDGE.top]).nice();
    const words = data.scree.map((share, index) => `${index + 1}: ${percent(share)}`).join(", ");
    const middle = (number) => x(number) + x.bandwidth() / 2;
    const svg = frame("scree", `Share of variance by principal component: ${words}`, middle, numbers, "Principal component", y, percent);
    const kept = data.shares.length;
    data.scree.forEach((share, index) => {
      svg
        .append("rect")
        .attr("class", index < kept ? "kept" : "left")
        .attr("x", x(index + 1))
        .attr("width", x.bandwidth())
        .attr("y", y(share))
        .attr("height", bottom - y(share));
      label(svg, middle(index + 1), y(share) - 5, (100 * share).toFixed(1), "middle").attr("class", "value");
    });
    const sum = d3.sum(data.scree.slice(0, kept));
    byId("scree").append(
      element("p", { class: "soft" }, `Share of the variance of the embeddings. The ${kept} kept ${kept === 1 ? "component has" : "components have"} ${percent(sum)} of it.`),
    );
  }

  function silhouettes() {
    const tried = data.silhouetteByK.filter(([, value]) => value !== null);
    if (tried.length === 0) {
      byId("silhouettes").append(
        element("p", { class: "soft" }, "The number of clusters was given, not chosen: no others were tried."),
      );
      return;
    }
    const ks = tried.map(([k]) => k);
    const x = d3.scalePoint(ks, [EDGE.left, right]).padding(0.5);
    const values = tried.map(([, value]) => value);
    const y = d3.scaleLinear([Math.min(0, d3.min(values)), Math.max(0.01, d3.max(values))], [bottom, EDGE.top]).nice();
    const words = tried.map(([k, value]) => `${k}: ${fixed(value, 3)}`).join(", ");
    const chosen = data.clusters.length;
    const svg = frame("silhouettes", `Mean silhouette by number of clusters: ${words}; chosen: ${chosen}`, x, ks, "Clusters (k)", y, (value) => fixed(value, 2));
    svg
      .append("path")
      .attr("class", "curve")
      .attr("d", tried.map(([k, value], index) => `${index === 0 ? "M" : "L"}${x(k)},${y(value)}`).join(""));
    for (const [k, value] of tried) {
      svg
        .append("circle")
        .attr("class", k === chosen ? "kept" : "left")
        .attr("cx", x(k))
        .attr("cy", y(value))
        .attr("r", k === chosen ? 6 : 4);
      label(svg, x(k), y(value) - 11, fixed(value, 3), "middle").attr("class", "value");
    }
    byId("silhouettes").append(
      element("p", { class: "soft" }, `The ${chosen} clusters with the highest mean silhouette were chosen.`),
    );
  }

  scree();
  silhouettes();
}
