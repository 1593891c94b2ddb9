/** The map by keyboard, and in words. */
function mapKeys(box, data, state, { points, show, zoomBy, zoomToAll }) {
  /** The nearest shown image in a direction, where going aside counts as going twice as far. */
  function neighbour(from, [dx, dy]) {
    let best = -1;
    let least = Infinity;
    for (const image of data.images) {
      const [x, y] = points()[image.index];
      const [ox, oy] = [x - points()[from][0], y - points()[from][1]];
      const ahead = ox * dx + oy * dy;
      const aside = Math.abs(ox * dy - oy * dx);
      const cost = ahead + 2 * aside;
      if (state.shown[image.index] && image.index !== from && ahead > 0 && cost < least) {
        [best, least] = [image.index, cost];
      }
    }
    return best;
  }

  const ARROWS = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };

  function goTo(index) {
    if (index >= 0) {
      state.look(index);
      show(index);
      say(describe(index));
    }
  }

  /** The first shown image from the start or the end. */
  function end(last) {
    const shown = data.images.filter((image) => state.shown[image.index]);
    return (last ? shown[shown.length - 1] : shown[0])?.index ?? -1;
  }

  function describe(index) {
    const image = data.images[index];
    const pin = state.pins.indexOf(index);
    return [
      image.file,
      data.clusters[image.cluster].name,
      image.silhouette === null ? null : `silhouette ${fixed(image.silhouette, 2)}`,
      pin >= 0 ? `pinned as ${"AB"[pin]}` : null,
    ]
      .filter((part) => part !== null)
      .join(", ");
  }

  function say(words) {
    byId("said").textContent = words;
  }

  const KEYS = {
    Enter: pinLooked,
    " ": pinLooked,
    Escape: () => state.unpinAll(),
    Home: () => goTo(end(false)),
    End: () => goTo(end(true)),
    "+": () => zoomBy(1.6),
    "=": () => zoomBy(1.6),
    "-": () => zoomBy(1 / 1.6),
    0: zoomToAll,
  };

  function pinLooked() {
    if (state.looked >= 0) {
      state.togglePin(state.looked);
      say(describe(state.looked));
    }
  }

  box.addEventListener("keydown", (event) => {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const from = state.looked >= 0 && state.shown[state.looked] ? state.looked : -1;
      goTo(from < 0 ? end(false) : neighbour(from, arrow));
    } else if (event.key in KEYS) {
      KEYS[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });
}
