package io.github.clip4j.image;

import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Part;
import io.github.clip4j.image.codec.Pixels;
import io.github.clip4j.image.codec.Premultiplied;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resizes images with exactly the bytes of Pillow's {@code Image.resize}, computing only the part
 * that is asked for. It may be used by many threads.
 *
 * <p>Source: Pillow's Resample.c (two passes, rounded to the sample type in between) and, for
 * nearest neighbour, ImagingScaleAffine in Geometry.c.
 */
final class Resampler {
  private static final int KEPT_KERNELS = 64;

  /** Of a kernel that is kept for the whole process: all of them take at most 13 MB. */
  private static final int MOST_SHARED_WEIGHTS = 1 << 14;

  private static final Resampler SHARED = new Resampler(MOST_SHARED_WEIGHTS);

  private final int mostWeights;

  private final Map<KernelKey, Kernel> kernels =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KernelKey, Kernel> eldest) {
          return size() > KEPT_KERNELS;
        }
      };

  private record KernelKey(Interpolation filter, int inSize, int outSize, int from, int to) {
    /** As a record's own would be, which makes dozens of classes at run time (0093). */
    @Override
    public boolean equals(Object other) {
      return other instanceof KernelKey that
          && filter == that.filter
          && inSize == that.inSize
          && outSize == that.outSize
          && from == that.from
          && to == that.to;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * (31 * inSize + outSize) + from) + to;
    }
  }

  /** One that keeps the kernels of the images that it resized last. */
  Resampler() {
    this(Integer.MAX_VALUE);
  }

  private Resampler(int mostWeights) {
    this.mostWeights = mostWeights;
  }

  /** The one for single images, many of which have the same sizes. It keeps small kernels. */
  static Resampler shared() {
    return SHARED;
  }

  /** A part of a resized image: that of columns x to x + width and rows y to y + height. */
  record Window(int x, int y, int width, int height) {}

  /** The window of the image as it is resized. */
  Pixels resize(Pixels image, Placement placement, Interpolation filter) {
    Window window = placement.window();
    if (image.width() == placement.width() && image.height() == placement.height()) {
      return crop(image, window);
    }
    Mode mode = image.mode();
    if (filter == Interpolation.NEAREST || mode == Mode.BILEVEL || mode == Mode.P) {
      return nearest(image, placement.width(), placement.height(), window);
    }
    Plan plan = plan(image.width(), image.height(), placement, filter);
    if (mode.isDeep()) {
      double[] samples =
          new DeepResampling(mode, image.width(), image.height(), image.deep()).resize(plan);
      return image.withSamples(window.width(), window.height(), image.bytes(), samples);
    }
    boolean alpha = mode == Mode.LA || mode == Mode.RGBA;
    Pixels source =
        alpha ? Pixels.of(mode, image.width(), image.height(), Premultiplied.from(image)) : image;
    int bands = mode.bands();
    byte[] bytes = new byte[window.width() * window.height() * bands];
    ByteResampling.resize(
        source.rows(),
        bands,
        plan,
        new ResamplingBuffers(),
        new Interleaved(window.width(), bands, bytes));
    if (alpha) {
      Premultiplied.undo(bytes, bands);
    }
    return image.withSamples(window.width(), window.height(), bytes, image.deep());
  }

  /**
   * As {@link #resize(Pixels, Placement, Interpolation)}, of an image in bytes without alpha and
   * with a filter that has weights, row by row.
   *
   * @param sink takes the rows of the window
   */
  void resize(
      Pixels image,
      Placement placement,
      Interpolation filter,
      ResamplingBuffers buffers,
      RowSink sink) {
    Plan plan = plan(image.width(), image.height(), placement, filter);
    ByteResampling.resize(image.rows(), image.mode().bands(), plan, buffers, sink);
  }

  /** Which part of an image of this size the window depends on. */
  Part needed(int width, int height, Placement placement, Interpolation filter) {
    return plan(width, height, placement, filter).needed();
  }

  /** Puts the bands of each row together. A class, since a lambda of such captures makes four. */
  private static final class Interleaved implements RowSink {
    private final int width;
    private final int bands;
    private final byte[] bytes;

    Interleaved(int width, int bands, byte[] bytes) {
      this.width = width;
      this.bands = bands;
      this.bytes = bytes;
    }

    @Override
    public void put(int y, int[] samples) {
      for (int band = 0; band < bands; band++) {
        int p = y * width * bands + band;
        for (int x = 0; x < width; x++, p += bands) {
          bytes[p] = (byte) samples[band * width + x];
        }
      }
    }
  }

  /** What the passes of one resize are: a kernel is left out where the size stays. */
  private Plan plan(int width, int height, Placement placement, Interpolation filter) {
    int shrinksX = width - placement.width();
    int shrinksY = height - placement.height();
    Window window = placement.window();
    return new Plan(
        kernel(filter, width, placement.width(), window.x(), window.x() + window.width()),
        kernel(filter, height, placement.height(), window.y(), window.y() + window.height()),
        shrinksX != 0,
        shrinksY != 0,
        // Resample.c: vertically first if the height shrinks by over twice what the width does.
        !(shrinksY > 0 && shrinksY > 2L * shrinksX),
        window);
  }

  private Kernel kernel(Interpolation filter, int inSize, int outSize, int from, int to) {
    KernelKey key = new KernelKey(filter, inSize, outSize, from, to);
    synchronized (kernels) {
      Kernel kept = kernels.get(key);
      if (kept != null) {
        return kept;
      }
    }
    Kernel made = Kernel.of(filter, inSize, outSize, from, to);
    if (made.fixed().length <= mostWeights) {
      synchronized (kernels) {
        kernels.put(key, made);
      }
    }
    return made;
  }

  /**
   * The passes of a resize.
   *
   * @param horizontal for the columns of the window
   * @param vertical for the rows of the window
   */
  record Plan(
      Kernel horizontal,
      Kernel vertical,
      boolean changesWidth,
      boolean changesHeight,
      boolean horizontalFirst,
      Window window) {

    /** The part of the image that the window depends on. */
    Part needed() {
      return new Part(
          changesWidth ? horizontal.begin() : window.x(),
          changesHeight ? vertical.begin() : window.y(),
          changesWidth ? horizontal.end() : window.x() + window.width(),
          changesHeight ? vertical.end() : window.y() + window.height());
    }

    /** The last row of the image that a row of the window depends on. */
    int lastRow(int y) {
      return changesHeight ? vertical.first(y) + vertical.count(y) - 1 : window.y() + y;
    }
  }

  private static Pixels crop(Pixels image, Window window) {
    if (window.width() == image.width() && window.height() == image.height()) {
      return image;
    }
    int bands = image.mode().bands();
    boolean deep = image.mode().isDeep();
    byte[] bytes = deep ? image.bytes() : new byte[window.width() * window.height() * bands];
    double[] samples = deep ? new double[window.width() * window.height()] : image.deep();
    for (int y = 0; y < window.height(); y++) {
      int from = (window.y() + y) * image.width() + window.x();
      int to = y * window.width();
      if (deep) {
        System.arraycopy(image.deep(), from, samples, to, window.width());
      } else {
        System.arraycopy(image.bytes(), from * bands, bytes, to * bands, window.width() * bands);
      }
    }
    return image.withSamples(window.width(), window.height(), bytes, samples);
  }

  private static Pixels nearest(Pixels image, int width, int height, Window window) {
    boolean deep = image.mode().isDeep();
    // Geometry.c adds the step up, but for I;16, which takes its generic path.
    boolean adds = image.mode() != Mode.I16;
    int[] columns = positions(image.width(), width, window.x(), window.width(), adds);
    int[] rows = positions(image.height(), height, window.y(), window.height(), adds);
    int bands = image.mode().bands();
    byte[] bytes = deep ? image.bytes() : new byte[window.width() * window.height() * bands];
    double[] samples = deep ? new double[window.width() * window.height()] : image.deep();
    for (int y = 0, i = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++, i++) {
        int from = rows[y] * image.width() + columns[x];
        if (rows[y] < 0 || columns[x] < 0) {
          continue;
        }
        if (deep) {
          samples[i] = image.deep()[from];
        } else {
          System.arraycopy(image.bytes(), from * bands, bytes, i * bands, bands);
        }
      }
    }
    return image.withSamples(window.width(), window.height(), bytes, samples);
  }

  /** The nearest input of each output; -1 where rounding leaves the image. */
  private static int[] positions(int inSize, int outSize, int from, int length, boolean adds) {
    double step = (double) inSize / outSize;
    int[] positions = new int[length];
    Arrays.fill(positions, -1);
    double sum = step * 0.5;
    for (int i = 0; i < from + length; i++) {
      int position = (int) (adds ? sum : step * (i + 0.5));
      if (i >= from && position < inSize) {
        positions[i - from] = position;
      }
      sum += step;
    }
    return positions;
  }
}
