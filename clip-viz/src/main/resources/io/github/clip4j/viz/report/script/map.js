/** The map: pan, zoom, pointer and keys. */
function photoMap(data, state, photos) {
  const box = byId("map");
  const canvas = box.querySelector("canvas");
  const painter = mapPainter(canvas, data, state, photos);
  const levels = photoLevels(data, state);
  const domain = (axis) => {
    const [low, high] = d3.extent(data.images, (image) => image[axis]);
    return low < high ? [low, high] : [low - 0.5, high + 0.5];
  };
  const x0 = d3.scaleLinear(domain("x"), [0, 1]);
  const y0 = d3.scaleLinear(domain("y"), [1, 0]);
  const view = { width: 0, height: 0, x: x0, y: y0, transform: d3.zoomIdentity };
  let points = [];
  let tree = null;
  let queued = false;
  let near = [];

  const zoom = d3
    .zoom()
    .scaleExtent([1, Math.max(20, Math.min(400, data.images.length))])
    .clickDistance(4)
    .on("zoom", ({ transform, sourceEvent }) => {
      view.transform = transform;
      draw();
      if (sourceEvent?.type === "wheel") {
        hover(sourceEvent);
      }
    })
    .on("start", () => box.classList.add("moving"))
    .on("end", () => box.classList.remove("moving"));
  const surface = d3.select(canvas).call(zoom).on("dblclick.zoom", null);

  function layOut() {
    const { width, height } = box.getBoundingClientRect();
    if (width === 0 || height === 0) {
      return;
    }
    Object.assign(view, { width, height });
    const [across, down] = levels.margins(width, height);
    x0.range([across, width - across]);
    y0.range([height - down, down]);
    points = data.images.map((image) => [x0(image.x), y0(image.y)]);
    levels.layOut(width, height, points);
    plant();
    painter.resize(width, height, Math.min(3, Math.max(1, devicePixelRatio)));
    zoom.extent([[0, 0], [width, height]]);
    zoom.translateExtent([[-width / 3, -height / 3], [width * 4 / 3, height * 4 / 3]]);
    paint();
  }

  /** The tree of the images that are shown, by their points at zoom 1. */
  function plant() {
    const shown = data.images.filter((image) => state.shown[image.index]);
    tree = d3.quadtree(
      shown,
      (image) => points[image.index][0],
      (image) => points[image.index][1],
    );
  }

  function place(index) {
    return view.transform.apply(points[index]);
  }

  function draw() {
    if (!queued) {
      queued = true;
      box.dataset.idle = "false";
      requestAnimationFrame(paint);
    }
  }

  function paint() {
    queued = false;
    if (view.width === 0) {
      return;
    }
    photos.next();
    view.x = view.transform.rescaleX(x0);
    view.y = view.transform.rescaleY(y0);
    painter.begin(view);
    painter.grid(view);
    const chosen = levels.photosAt(view.transform.k);
    const radius = Math.min(6, (data.images.length > 1000 ? 2.5 : 4) * view.transform.k ** 0.2);
    drawDots(chosen, Math.round(radius * 4) / 4);
    drawPhotos(chosen);
    drawNames();
    painter.axes(view);
    drawMarked();
    report(chosen.size);
  }

  /** For those who test or measure the page from outside. */
  function report(drawn) {
    if (box.dataset.photos === undefined) {
      performance.mark("drawn");
    }
    Object.assign(box.dataset, {
      idle: photos.idle(),
      photos: drawn,
      edge: Math.round(levels.edge(view.transform.k)),
    });
  }

  box.at = (index) => {
    const { x, y } = canvas.getBoundingClientRect();
    const [right, down] = place(index);
    return [x + right, y + down];
  };

  function visible([x, y], margin) {
    return x > -margin && y > -margin && x < view.width + margin && y < view.height + margin;
  }

  function drawDots(chosen, radius) {
    for (const faint of [true, false]) {
      for (const image of data.images) {
        const at = place(image.index);
        if (state.shown[image.index] !== faint && !chosen.has(image.index) && visible(at, 10)) {
          painter.drawDot(image, ...at, radius, faint);
        }
      }
    }
  }

  function drawPhotos(chosen) {
    near = [];
    for (const index of chosen) {
      const at = place(index);
      if (visible(at, 300)) {
        const size = levels.size(data.images[index], view.transform.k);
        painter.drawPhoto(data.images[index], ...at, size);
        near.push({ index, at, size });
      }
    }
  }

  /** The names of the clusters at their centres of mass, while these are apart. */
  function drawNames() {
    if (view.transform.k > 3) {
      return;
    }
    for (const cluster of data.clusters) {
      const shown = cluster.images.filter((image) => state.shown[image.index]);
      if (shown.length > 0) {
        const x = d3.mean(shown, (image) => points[image.index][0]);
        const y = d3.mean(shown, (image) => points[image.index][1]);
        painter.clusterName(cluster.name, ...view.transform.apply([x, y]));
      }
    }
  }

  /** What is looked at, with threads to its nearest neighbours, and the pins. */
  function drawMarked() {
    const looked = state.looked;
    if (looked >= 0) {
      const neighbours = data.images[looked].neighbours.map(([index]) => index);
      painter.threads(place(looked), neighbours.map(place));
      neighbours.filter((index) => state.shown[index]).forEach((index) => drawRaised(index, 1));
    }
    state.pins.forEach((index) => drawRaised(index, 1));
    if (looked >= 0) {
      drawRaised(looked, 1.35);
    }
    state.pins.forEach((index, pin) => {
      const [width, height] = raisedSize(index, index === looked ? 1.35 : 1);
      const [x, y] = place(index);
      painter.ring(x, y, [width, height], painter.accent(), 3);
      painter.badge("AB"[pin], x - width / 2 - 4, y - height / 2 - 4);
    });
    if (looked >= 0) {
      const [width, height] = raisedSize(looked, 1.35);
      const [x, y] = place(looked);
      painter.ring(x, y, [width, height], painter.accent(), 2);
      if (visible([x, y], 0)) {
        painter.tag(data.images[looked].short, x, y - height / 2, y + height / 2, view);
      }
    }
  }

  function raisedSize(index, factor) {
    const image = data.images[index];
    return image.aspect === null
      ? [12 * factor, 12 * factor]
      : levels.size(image, view.transform.k).map((edge) => Math.max(edge, 44) * factor);
  }

  function drawRaised(index, factor) {
    const image = data.images[index];
    if (image.aspect === null) {
      painter.drawDot(image, ...place(index), 6 * factor, false);
    } else {
      painter.drawPhoto(image, ...place(index), raisedSize(index, factor));
    }
  }

  /** The image at a place of the canvas: the uppermost photo, else the nearest dot; -1 for none. */
  function find(x, y) {
    const inside = ({ at, size }) =>
      Math.abs(at[0] - x) <= size[0] / 2 + 3 && Math.abs(at[1] - y) <= size[1] / 2 + 3;
    const photo = near.findLast(inside);
    const [wx, wy] = view.transform.invert([x, y]);
    const dot = tree.find(wx, wy, 9 / view.transform.k);
    return photo?.index ?? dot?.index ?? -1;
  }

  function hover(event) {
    const index = find(...d3.pointer(event, canvas));
    box.classList.toggle("over", index >= 0);
    if (index >= 0) {
      state.look(index);
    }
  }

  surface
    .on("pointermove", (event) => {
      if (event.buttons === 0) {
        hover(event);
      }
    })
    .on("click", (event) => {
      const index = find(...d3.pointer(event, canvas));
      if (index >= 0) {
        state.look(index);
        state.togglePin(index);
      }
    });

  function zoomBy(factor) {
    surface.transition().duration(pace(250)).call(zoom.scaleBy, factor);
  }

  function zoomToAll() {
    surface.transition().duration(pace(400)).call(zoom.transform, d3.zoomIdentity);
  }

  /** Moves the map so that an image is on it, and closer where it is among others. */
  function show(index, closer = false) {
    const [x, y] = place(index);
    if (closer || x < 40 || y < 40 || x > view.width - 40 || y > view.height - 40) {
      const k = closer ? Math.max(view.transform.k, 4) : view.transform.k;
      const [px, py] = points[index];
      const target = d3.zoomIdentity
        .translate(view.width / 2, view.height / 2)
        .scale(k)
        .translate(-px, -py);
      surface.transition().duration(pace(350)).call(zoom.transform, target);
    }
  }

  /** The nearest shown image in a direction, where going aside counts as going twice as far. */
  function neighbour(from, [dx, dy]) {
    let best = -1;
    let least = Infinity;
    for (const image of data.images) {
      const [x, y] = points[image.index];
      const [ox, oy] = [x - points[from][0], y - points[from][1]];
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
  byId("zoom-in").addEventListener("click", () => zoomBy(1.6));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.6));
  byId("zoom-all").addEventListener("click", zoomToAll);

  new ResizeObserver(layOut).observe(box);
  photos.onChange(draw);
  state.events.on("look.map", draw).on("pin.map", draw).on("filter.map", () => {
    levels.refresh();
    plant();
    draw();
  });
  painter.restyle();

  return {
    show,
    restyle() {
      painter.restyle();
      paint();
    },
    /** Draws at once, in the size and the colours of paper. */
    relay() {
      painter.restyle();
      layOut();
    },
  };
}
