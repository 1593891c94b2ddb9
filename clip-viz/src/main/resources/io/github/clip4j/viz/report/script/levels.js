/**
 * Which images are photos and which are dots, by zoom level. Photos lie at their true points, grow
 * as one zooms, and those that would pile up on others are dots. A level is half a doubling of the
 * zoom; within it only the photos' size changes, so nothing flickers while the map is dragged.
 */
function photoLevels(data, state) {
  const MOST_COVERED = 0.2;
  const COVERED_AREA = 0.18;
  const [SMALLEST, LARGEST, ENLARGED] = [26, 104, 280];
  let width = 1;
  let height = 1;
  let points = [];
  let cache = new Map();

  // Those that stand for their cluster come first.
  const order = data.images
    .filter((image) => image.aspect !== null)
    .sort((a, b) => (b.silhouette ?? 0) - (a.silhouette ?? 0));

  /** The edge of a square photo on a map that shows all of them. */
  function firstEdge(across, down) {
    const fair = Math.sqrt((COVERED_AREA * across * down) / Math.max(1, order.length));
    return Math.max(SMALLEST, Math.min(LARGEST, fair, Math.min(across, down) / 4));
  }

  /** The edge of a square photo at a zoom factor: it grows by the square root. */
  function edge(zoom) {
    return Math.min(ENLARGED, Math.min(width, height) / 2, firstEdge(width, height) * Math.sqrt(zoom));
  }

  /** Width and height of an image's photo, all of about the same area. */
  function size(image, zoom) {
    const root = Math.sqrt(Math.max(0.4, Math.min(2.5, image.aspect)));
    return [edge(zoom) * root, edge(zoom) / root];
  }

  /** The photos at a zoom factor, as a set of indices. */
  function photosAt(zoom) {
    const level = Math.floor(2 * Math.log2(zoom) + 1e-6);
    if (!cache.has(level)) {
      cache.set(level, choose(2 ** (level / 2)));
    }
    return cache.get(level);
  }

  function choose(zoom) {
    const cell = 2 * edge(zoom);
    const cells = new Map();
    const chosen = new Set();
    for (const image of order) {
      if (!state.shown[image.index]) {
        continue;
      }
      const [w, h] = size(image, zoom);
      const [x, y] = points[image.index].map((coordinate) => coordinate * zoom);
      const box = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
      const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
      if (covered(box, cells, column, row) <= MOST_COVERED * w * h) {
        const key = `${column} ${row}`;
        cells.set(key, [...(cells.get(key) ?? []), box]);
        chosen.add(image.index);
      }
    }
    return chosen;
  }

  /** How much of a box lies under or over those that are chosen already. */
  function covered([left, top, right, bottom], cells, column, row) {
    let area = 0;
    for (let c = column - 1; c <= column + 1; c++) {
      for (let r = row - 1; r <= row + 1; r++) {
        for (const [l, t, rt, b] of cells.get(`${c} ${r}`) ?? []) {
          const across = Math.min(right, rt) - Math.max(left, l);
          const down = Math.min(bottom, b) - Math.max(top, t);
          area += across > 0 && down > 0 ? across * down : 0;
        }
      }
    }
    return area;
  }

  return {
    photosAt,
    edge,
    size,
    /** The room to leave around the outermost points: for photos, and for the axes' numbers. */
    margins(across, down) {
      const half = firstEdge(across, down) * 0.65;
      return [half + 34, half + 26];
    },
    /** Takes over the points at zoom 1 on a map of this size. */
    layOut(newWidth, newHeight, newPoints) {
      [width, height, points] = [newWidth, newHeight, newPoints];
      cache = new Map();
    },
    /** Chooses again, among the images that are shown now. */
    refresh: () => (cache = new Map()),
  };
}
