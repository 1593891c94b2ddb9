/**
 * The photos of the page. They stand at its end and may still be arriving: what is asked for before
 * is there later.
 */
function photoStore() {
  const EDGES = [48, 96, 192, 400];
  const MOST_PIXELS = 24e6;
  const MOST_AT_ONCE = 6;
  const bitmaps = new Map();
  const waiting = new Map();
  let pixels = 0;
  let busy = 0;
  let frame = 0;
  let changed = () => {};

  function base64(index) {
    const script = byId(`photo-${index}`);
    return script === null || script.nextSibling === null ? null : script.textContent;
  }

  function url(index) {
    const text = base64(index);
    return text === null ? null : `data:image/jpeg;base64,${text}`;
  }

  /** The photo of an image element: at once, or once the page is complete. */
  function into(image, index) {
    const now = url(index);
    if (now !== null) {
      image.src = now;
    } else if (document.readyState === "loading") {
      addEventListener("DOMContentLoaded", () => into(image, index), { once: true });
    }
    return image;
  }

  /**
   * The photo as a bitmap of about so many device pixels along its longer edge; null where it has
   * to be decoded first: then the listener is told when it is there.
   */
  function bitmap(index, aspect, edge) {
    const size = EDGES.find((step) => step >= edge) ?? EDGES[EDGES.length - 1];
    const entry = bitmaps.get(index);
    if (entry !== undefined) {
      entry.used = frame;
    }
    if (entry === undefined || entry.size < size) {
      waiting.set(index, { aspect, size, frame });
      pump();
    }
    return entry === undefined ? null : entry.image;
  }

  function pump() {
    for (const [index, wanted] of waiting) {
      if (busy >= MOST_AT_ONCE) {
        return;
      }
      waiting.delete(index);
      // What has been scrolled away meanwhile is not decoded.
      if (wanted.frame >= frame - 1) {
        decode(index, wanted);
      }
    }
  }

  async function decode(index, { aspect, size }) {
    const text = base64(index);
    if (text === null) {
      return;
    }
    busy++;
    try {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const blob = new Blob([bytes], { type: "image/jpeg" });
      const edge = aspect >= 1 ? { resizeWidth: size } : { resizeHeight: size };
      keep(index, size, await createImageBitmap(blob, { ...edge, resizeQuality: "medium" }));
    } catch {
      // A photo that this browser cannot decode stays a coloured box.
      keep(index, Infinity, null);
    } finally {
      busy--;
      pump();
      changed();
    }
  }

  function keep(index, size, image) {
    drop(index);
    bitmaps.set(index, { size, image, used: frame });
    pixels += image === null ? 0 : image.width * image.height;
    if (pixels > MOST_PIXELS) {
      const oldest = [...bitmaps].sort(([, a], [, b]) => a.used - b.used);
      for (const [old, entry] of oldest) {
        if (pixels <= MOST_PIXELS / 2 || entry.used >= frame - 1) {
          break;
        }
        drop(old);
      }
    }
  }

  function drop(index) {
    const entry = bitmaps.get(index);
    bitmaps.delete(index);
    if (entry?.image) {
      pixels -= entry.image.width * entry.image.height;
      entry.image.close();
    }
  }

  return {
    into,
    bitmap,
    /** A new frame is drawn: what it does not ask for may be forgotten. */
    next: () => frame++,
    /** Whether all that was asked for is there. */
    idle: () => busy === 0 && waiting.size === 0,
    onChange: (listener) => (changed = listener),
  };
}
