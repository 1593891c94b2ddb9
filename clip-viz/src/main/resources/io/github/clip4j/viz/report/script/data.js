/** What the page shows: clusters, labels, images, and the numbers of the analysis. */
function readData() {
  const data = JSON.parse(byId("data").textContent);
  data.images.forEach((image, index) => {
    image.index = index;
    image.short = image.file.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, "") || image.file;
    image.scoreOf = new Map(image.scores);
  });
  data.clusters.forEach((cluster, index) => {
    cluster.index = index;
    cluster.images = data.images.filter((image) => image.cluster === index);
    cluster.typical = [...cluster.images]
      .sort((a, b) => (b.silhouette ?? 0) - (a.silhouette ?? 0))
      .map((image) => image.index);
  });
  return data;
}

/** Why an image is on the list of borderline ones: texts and names in turn; empty if it is not. */
function borderlineReason(data, image) {
  if (image.borderline === undefined) {
    return [];
  }
  const name = data.clusters[image.cluster].name;
  const reason = ["Named ", foreign(name)];
  const best = image.scores.length > 0 ? data.labels[image.scores[0][0]] : name;
  if (image.runnerUp >= 0) {
    reason.push(image.silhouette < 0 ? ", sits nearer to " : ", next to ");
    reason.push(foreign(data.clusters[image.runnerUp].name));
  }
  if (best !== name) {
    reason.push("; by itself it looks most like ", foreign(best));
  }
  reason.push(".");
  return reason;
}

/** Cosines between any two images, from their vectors in one byte an entry. */
function cosines() {
  let lines = null;
  const vector = (index) => Int8Array.from(atob(lines[index]), (c) => c.charCodeAt(0));
  const dot = (a, b) => a.reduce((sum, entry, i) => sum + entry * b[i], 0);
  return (first, second) => {
    const source = byId("vectors");
    if (lines === null && source !== null) {
      lines = source.textContent.split("\n");
    }
    if (lines === null || !lines[first] || !lines[second]) {
      return null;
    }
    const [a, b] = [vector(first), vector(second)];
    const length = Math.sqrt(dot(a, a) * dot(b, b));
    return length === 0 ? null : dot(a, b) / length;
  };
}
