/**
 * Draws the map onto its canvas. Dots and photos go onto a layer that is larger than the canvas, so
 * that dragging the map only moves it.
 */
function mapPainter(canvas, data, state, photos) {
  const screen = canvas.getContext("2d", { alpha: false });
  const layer = new OffscreenCanvas(1, 1);
  let context = screen;
  let colours = {};
  let dots = new Map();
  let density = 1;

  /** Takes the theme's colours over. */
  function restyle() {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(
      ["card", "ink", "soft", "grid", "frame", "accent"].map((name) => [
        name,
        style.getPropertyValue(`--${name}`).trim(),
      ]),
    );
    colours.font = getComputedStyle(canvas).fontFamily;
    dots = new Map();
  }

  function resize(width, height, pixels) {
    density = pixels;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    dots = new Map();
  }

  function text(size, weight = 400) {
    context.font = `${weight} ${size}px ${colours.font}`;
  }

  function grid({ x, y, width, height }) {
    context.lineWidth = 1;
    context.strokeStyle = colours.grid;
    context.fillStyle = colours.soft;
    text(11);
    context.beginPath();
    const [columns, rows] = [x.ticks(width / 110), y.ticks(height / 90)];
    columns.forEach((value) => line(Math.round(x(value)) + 0.5, 0, Math.round(x(value)) + 0.5, height));
    rows.forEach((value) => line(0, Math.round(y(value)) + 0.5, width, Math.round(y(value)) + 0.5));
    context.stroke();
    const [column, row] = [x.tickFormat(width / 110), y.tickFormat(height / 90)];
    context.textAlign = "left";
    columns.forEach((value) => context.fillText(column(value), x(value) + 4, height - 6));
    rows.forEach((value) => context.fillText(row(value), 6, y(value) - 4));
  }

  function axes({ width, height }) {
    context.fillStyle = colours.ink;
    text(12, 600);
    context.textAlign = "right";
    axis(0) && halo(`${axis(0)} →`, width - 10, height - 24);
    context.textAlign = "left";
    axis(1) && halo(`↑ ${axis(1)}`, 6, 18);
  }

  function axis(component) {
    const share = data.shares[component];
    return share === undefined ? "" : `PC ${component + 1} (${percent(share)})`;
  }

  function line(x1, y1, x2, y2) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }

  /** A dot, drawn once for each look and copied from then on. */
  function dot(colour, radius, faint) {
    const key = `${colour} ${radius} ${faint}`;
    if (!dots.has(key)) {
      const edge = Math.ceil(2 * (radius + 1.5) * density);
      const sprite = new OffscreenCanvas(edge, edge);
      const pen = sprite.getContext("2d");
      pen.scale(density, density);
      pen.beginPath();
      pen.arc(edge / density / 2, edge / density / 2, radius, 0, 2 * Math.PI);
      pen.globalAlpha = faint ? 0.35 : 1;
      pen.fillStyle = faint ? colours.frame : colour;
      pen.fill();
      if (!faint) {
        pen.lineWidth = 1;
        pen.strokeStyle = colours.card;
        pen.stroke();
        pen.lineWidth = 0.6;
        pen.strokeStyle = colours.soft;
        pen.stroke();
      }
      dots.set(key, sprite.transferToImageBitmap());
    }
    return dots.get(key);
  }

  function drawDot(image, x, y, radius, faint) {
    const sprite = dot(data.clusters[image.cluster].colour, radius, faint);
    const edge = sprite.width / density;
    context.drawImage(sprite, x - edge / 2, y - edge / 2, edge, edge);
  }

  /** A photo in a frame of its cluster's colour. */
  function drawPhoto(image, x, y, [width, height]) {
    const border = width < 45 ? 2 : 3;
    const [left, top] = [x - width / 2, y - height / 2];
    context.fillStyle = colours.card;
    context.fillRect(left - border - 1, top - border - 1, width + 2 * border + 2, height + 2 * border + 2);
    context.fillStyle = data.clusters[image.cluster].colour;
    context.fillRect(left - border, top - border, width + 2 * border, height + 2 * border);
    const bitmap = photos.bitmap(image.index, image.aspect, Math.max(width, height) * density);
    if (bitmap !== null) {
      context.drawImage(bitmap, left, top, width, height);
    }
  }

  function ring(x, y, [width, height], colour, thickness) {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    const gap = 3 + thickness / 2;
    context.strokeRect(x - width / 2 - gap, y - height / 2 - gap, width + 2 * gap, height + 2 * gap);
  }

  /** Text that is read on anything. */
  function halo(words, x, y) {
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = colours.card;
    context.strokeText(words, x, y);
    context.fillText(words, x, y);
  }

  function clusterName(name, x, y) {
    text(14, 700);
    context.textAlign = "center";
    context.fillStyle = colours.ink;
    halo(shortened(name, 220), x, y);
  }

  /** A card with a file's name under (or over) what it names. */
  function tag(words, x, top, bottom, { width, height }) {
    text(12, 500);
    const label = shortened(words, Math.min(300, width - 24));
    const half = context.measureText(label).width / 2 + 8;
    const middle = Math.max(half + 4, Math.min(width - half - 4, x));
    const y = bottom + 30 < height ? bottom + 8 : top - 32;
    context.fillStyle = colours.ink;
    context.beginPath();
    context.roundRect(middle - half, y, 2 * half, 24, 5);
    context.fill();
    context.fillStyle = colours.card;
    context.textAlign = "center";
    context.fillText(label, middle, y + 16);
  }

  function shortened(words, most) {
    let letters = [...words];
    if (context.measureText(words).width <= most) {
      return words;
    }
    while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > most) {
      letters = letters.slice(0, Math.ceil(letters.length * 0.9) - 1);
    }
    return `${letters.join("")}…`;
  }

  function badge(letter, x, y) {
    context.fillStyle = colours.accent;
    context.beginPath();
    context.arc(x, y, 9, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = colours.card;
    text(11, 700);
    context.textAlign = "center";
    context.fillText(letter, x, y + 4);
  }

  function threads(from, points) {
    context.strokeStyle = colours.accent;
    context.globalAlpha = 0.7;
    context.lineWidth = 1.5;
    context.beginPath();
    points.forEach((to) => line(...from, ...to));
    context.stroke();
    context.globalAlpha = 1;
  }

  function begin(view) {
    context.setTransform(density, 0, 0, density, 0, 0);
    context.imageSmoothingQuality = "medium";
    context.fillStyle = colours.card;
    context.fillRect(0, 0, view.width, view.height);
  }

  /** Draws a layer that goes beyond the canvas by this much on each side. */
  function layered({ width, height }, [across, down], draw) {
    layer.width = Math.round((width + 2 * across) * density);
    layer.height = Math.round((height + 2 * down) * density);
    context = layer.getContext("2d");
    context.setTransform(density, 0, 0, density, across * density, down * density);
    context.imageSmoothingQuality = "medium";
    draw();
    context = screen;
  }

  /** Puts the layer onto the canvas, moved by whole device pixels. */
  function stamp([across, down], [right, below]) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(
      layer,
      Math.round((right - across) * density),
      Math.round((below - down) * density),
    );
    context.setTransform(density, 0, 0, density, 0, 0);
  }

  return {
    restyle,
    resize,
    begin,
    layered,
    stamp,
    grid,
    axes,
    drawDot,
    drawPhoto,
    ring,
    clusterName,
    tag,
    badge,
    threads,
    accent: () => colours.accent,
  };
}
