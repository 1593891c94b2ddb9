package io.github.clip4j.image.codec.vp8;

/** Smooths the edges of blocks, RFC 6386 section 15. Predictions use what was there before. */
final class Vp8LoopFilter {
  private final Vp8Header header;
  private final Vp8Plane luma;
  private final Vp8Plane[] chroma;
  private final int across;
  private final int down;
  private final byte[] levels;
  private final boolean[] inner;

  Vp8LoopFilter(Vp8Header header, Vp8Plane luma, Vp8Plane[] chroma, int across, int down) {
    this.header = header;
    this.luma = luma;
    this.chroma = chroma;
    this.across = across;
    this.down = down;
    levels = new byte[across * down];
    inner = new boolean[across * down];
  }

  /** Notes how a macroblock is to be filtered. */
  void note(int column, int row, Vp8Macroblock block, boolean coded) {
    int index = row * across + column;
    levels[index] = (byte) header.filterLevel(block.segment, block.subblocks);
    inner[index] = block.subblocks || coded;
  }

  void apply() {
    if (header.filterLevel == 0) {
      return;
    }
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        int level = levels[row * across + column];
        if (level > 0) {
          filter(column, row, level, inner[row * across + column]);
        }
      }
    }
  }

  private void filter(int column, int row, int level, boolean filtersInner) {
    int interior = interiorLimit(level);
    int limit = 2 * level + interior;
    int variance = level >= 40 ? 2 : level >= 15 ? 1 : 0;
    if (header.simpleFilter) {
      simple(column, row, limit, filtersInner);
      return;
    }
    for (int plane = 0; plane < 3; plane++) {
      Vp8Plane target = plane == 0 ? luma : chroma[plane - 1];
      int size = plane == 0 ? 16 : 8;
      Edges edges = new Edges(target.samples, limit, interior, variance);
      int at = target.at(size * column, size * row);
      int stride = target.stride;
      if (column > 0) {
        edges.outer(at, 1, stride, size);
      }
      for (int i = 4; filtersInner && i < size; i += 4) {
        edges.inner(at + i, 1, stride, size);
      }
      if (row > 0) {
        edges.outer(at, stride, 1, size);
      }
      for (int i = 4; filtersInner && i < size; i += 4) {
        edges.inner(at + i * stride, stride, 1, size);
      }
    }
  }

  private void simple(int column, int row, int limit, boolean filtersInner) {
    int at = luma.at(16 * column, 16 * row);
    int stride = luma.stride;
    if (column > 0) {
      simpleEdge(at, 1, stride, limit + 4);
    }
    for (int i = 4; filtersInner && i < 16; i += 4) {
      simpleEdge(at + i, 1, stride, limit);
    }
    if (row > 0) {
      simpleEdge(at, stride, 1, limit + 4);
    }
    for (int i = 4; filtersInner && i < 16; i += 4) {
      simpleEdge(at + i * stride, stride, 1, limit);
    }
  }

  private void simpleEdge(int at, int step, int along, int limit) {
    for (int i = 0, p = at; i < 16; i++, p += along) {
      if (Edges.differs(luma.samples, p, step, limit)) {
        continue;
      }
      Edges.common(luma.samples, p, step, true);
    }
  }

  private int interiorLimit(int level) {
    int limit = level;
    if (header.sharpness > 0) {
      limit >>= header.sharpness > 4 ? 2 : 1;
      limit = Math.min(limit, 9 - header.sharpness);
    }
    return Math.max(1, limit);
  }

  /** The normal filter across one edge; {@code step} leads over it, {@code along} along it. */
  private static final class Edges {
    private final byte[] samples;
    private final int limit;
    private final int interior;
    private final int variance;

    Edges(byte[] samples, int limit, int interior, int variance) {
      this.samples = samples;
      this.limit = limit;
      this.interior = interior;
      this.variance = variance;
    }

    /** Between macroblocks. */
    void outer(int at, int step, int along, int length) {
      for (int i = 0, p = at; i < length; i++, p += along) {
        if (isRough(p, step, limit + 4)) {
          continue;
        }
        if (isVaried(p, step)) {
          common(samples, p, step, true);
        } else {
          wide(p, step);
        }
      }
    }

    /** Between the blocks of a macroblock. */
    void inner(int at, int step, int along, int length) {
      for (int i = 0, p = at; i < length; i++, p += along) {
        if (isRough(p, step, limit)) {
          continue;
        }
        boolean varied = isVaried(p, step);
        int change = common(samples, p, step, varied);
        if (!varied) {
          int half = (change + 1) >> 1;
          samples[p + step] = Vp8Transform.clip((samples[p + step] & 255) - half);
          samples[p - 2 * step] = Vp8Transform.clip((samples[p - 2 * step] & 255) + half);
        }
      }
    }

    /** Whether the difference across the edge is one of the picture's own. */
    static boolean differs(byte[] samples, int p, int step, int limit) {
      int across = distance(samples, p - step, p);
      int around = distance(samples, p - 2 * step, p + step);
      return 4 * across + around > 2 * limit + 1;
    }

    private boolean isRough(int p, int step, int edgeLimit) {
      return differs(samples, p, step, edgeLimit)
          || distance(samples, p - 4 * step, p - 3 * step) > interior
          || distance(samples, p - 3 * step, p - 2 * step) > interior
          || distance(samples, p - 2 * step, p - step) > interior
          || distance(samples, p + 3 * step, p + 2 * step) > interior
          || distance(samples, p + 2 * step, p + step) > interior
          || distance(samples, p + step, p) > interior;
    }

    private boolean isVaried(int p, int step) {
      return distance(samples, p - 2 * step, p - step) > variance
          || distance(samples, p + step, p) > variance;
    }

    private static int distance(byte[] samples, int a, int b) {
      return Math.abs((samples[a] & 255) - (samples[b] & 255));
    }

    /** Changes the two samples at the edge and returns by how much the second one was lowered. */
    static int common(byte[] samples, int p, int step, boolean usesOuter) {
      int p1 = samples[p - 2 * step] & 255;
      int p0 = samples[p - step] & 255;
      int q0 = samples[p] & 255;
      int q1 = samples[p + step] & 255;
      int filter = clip(3 * (q0 - p0) + (usesOuter ? clip(p1 - q1) : 0));
      int a = clip(filter + 4) >> 3;
      int b = clip(filter + 3) >> 3;
      samples[p] = Vp8Transform.clip(q0 - a);
      samples[p - step] = Vp8Transform.clip(p0 + b);
      return a;
    }

    /** Changes three samples on either side. */
    private void wide(int p, int step) {
      int p1 = samples[p - 2 * step] & 255;
      int p0 = samples[p - step] & 255;
      int q0 = samples[p] & 255;
      int q1 = samples[p + step] & 255;
      int filter = clip(3 * (q0 - p0) + clip(p1 - q1));
      for (int i = 0; i < 3; i++) {
        int change = ((27 - 9 * i) * filter + 63) >> 7;
        int left = p - (i + 1) * step;
        int right = p + i * step;
        samples[left] = Vp8Transform.clip((samples[left] & 255) + change);
        samples[right] = Vp8Transform.clip((samples[right] & 255) - change);
      }
    }

    private static int clip(int value) {
      return Math.max(-128, Math.min(127, value));
    }
  }
}
