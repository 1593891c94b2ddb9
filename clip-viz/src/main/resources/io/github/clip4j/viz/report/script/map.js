/** The map: what is where, pan and zoom, the pointer. */
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
  let expected = false;
  let near = [];
  /** Where the layer of dots and photos was drawn, and whether it shows what is there now. */
  let drawn = { x: 0, y: 0, k: 1, stale: true };

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
    drawn.stale = true;
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

  /** How far the layer goes beyond the map: as far as the whole map can be dragged. */
  function margin() {
    return [Math.ceil(view.width / 3), Math.ceil(view.height / 3)];
  }

  /** Photos that arrive one by one are shown a few at a time. */
  function arrivals() {
    if (photos.idle()) {
      redraw();
    } else if (!expected) {
      expected = true;
      setTimeout(() => {
        expected = false;
        redraw();
      }, 120);
    }
  }

  function redraw() {
    drawn.stale = true;
    draw();
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
    view.x = view.transform.rescaleX(x0);
    view.y = view.transform.rescaleY(y0);
    painter.begin(view);
    painter.grid(view);
    const chosen = levels.photosAt(view.transform.k);
    const { x, y, k } = view.transform;
    const [right, down] = [x - drawn.x, y - drawn.y];
    if (drawn.stale || k !== drawn.k || Math.abs(right) > margin()[0] || Math.abs(down) > margin()[1]) {
      drawn = { x, y, k, stale: false };
      painter.layered(view, margin(), () => drawImages(chosen));
      painter.stamp(margin(), [0, 0]);
    } else {
      painter.stamp(margin(), [right, down]);
    }
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

  function drawImages(chosen) {
    photos.next();
    const radius = Math.min(6, (data.images.length > 1000 ? 2.5 : 4) * view.transform.k ** 0.2);
    drawDots(chosen, Math.round(radius * 4) / 4);
    near = [...chosen].filter((index) => onLayer(index, 200));
    // The first chosen lie uppermost: how much of a photo is covered was counted against them.
    for (const index of [...near].reverse()) {
      const size = levels.size(data.images[index], view.transform.k);
      painter.drawPhoto(data.images[index], ...place(index), size);
    }
  }

  function drawDots(chosen, radius) {
    for (const faint of [true, false]) {
      for (const { index } of data.images) {
        if (state.shown[index] !== faint && !chosen.has(index) && onLayer(index, 10)) {
          painter.drawDot(data.images[index], ...place(index), radius, faint);
        }
      }
    }
  }

  function onLayer(index, size) {
    const [across, down] = margin();
    const [x, y] = place(index);
    return (
      x > -across - size &&
      y > -down - size &&
      x < view.width + across + size &&
      y < view.height + down + size
    );
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
      if (x > 0 && y > 0 && x < view.width && y < view.height) {
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
    const inside = (index) => {
      const [px, py] = place(index);
      const [width, height] = levels.size(data.images[index], view.transform.k);
      return Math.abs(px - x) <= width / 2 + 3 && Math.abs(py - y) <= height / 2 + 3;
    };
    const photo = near.find(inside);
    const [wx, wy] = view.transform.invert([x, y]);
    const dot = tree.find(wx, wy, 9 / view.transform.k);
    return photo ?? dot?.index ?? -1;
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

  byId("zoom-in").addEventListener("click", () => zoomBy(1.6));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.6));
  byId("zoom-all").addEventListener("click", zoomToAll);

  mapKeys(box, data, state, { points: () => points, show, zoomBy, zoomToAll });
  new ResizeObserver(layOut).observe(box);
  photos.onChange(arrivals);
  state.events.on("look.map", draw).on("pin.map", draw).on("filter.map", () => {
    levels.refresh();
    plant();
    redraw();
  });
  painter.restyle();

  return {
    show,
    restyle() {
      painter.restyle();
      drawn.stale = true;
      paint();
    },
    /** Draws at once, in the size and the colours of paper. */
    relay() {
      painter.restyle();
      layOut();
    },
  };
}
