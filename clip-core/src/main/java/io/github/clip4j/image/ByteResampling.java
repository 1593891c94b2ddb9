package io.github.clip4j.image;

import io.github.clip4j.image.Resampler.Plan;
import io.github.clip4j.image.codec.Part;
import io.github.clip4j.image.codec.Rows;

/**
 * The two passes for 8-bit samples: fixed point, clipped to a byte after each. Rows are read one
 * after the other, once, and no more of the image is held than the passes need at a time.
 */
final class ByteResampling {
  /** Rows that go through the horizontal pass together: enough for vector instructions to pay. */
  private static final int BAND = 128;

  /** Rows that are turned to columns together: so each column is looked up once for all. */
  private static final int TURNED = 8;

  private final Rows source;
  private final int bands;
  private final Plan plan;
  private final ResamplingBuffers buffers;
  private final RowSink sink;
  private final Part part;
  private final int width;

  private ByteResampling(
      Rows source, int bands, Plan plan, ResamplingBuffers buffers, RowSink sink) {
    this.source = source;
    this.bands = bands;
    this.plan = plan;
    this.buffers = buffers;
    this.sink = sink;
    part = plan.needed();
    width = plan.window().width();
  }

  /** Gives the rows of the plan's window. */
  static void resize(Rows source, int bands, Plan plan, ResamplingBuffers buffers, RowSink sink) {
    ByteResampling resampling = new ByteResampling(source, bands, plan, buffers, sink);
    if (plan.horizontalFirst()) {
      resampling.horizontallyFirst();
    } else {
      resampling.verticallyFirst();
    }
  }

  private void horizontallyFirst() {
    int length = BAND + (plan.changesHeight() ? plan.vertical().mostCount() : 0);
    int[][][] between = buffers.between(bands, length, width);
    int[] out = new int[bands * width];
    int next = 0;
    for (int y = part.top(); y < part.bottom(); y += BAND) {
      int count = Math.min(BAND, part.bottom() - y);
      if (plan.changesWidth()) {
        resizeBand(y, count, between, length);
      } else {
        int[] pixels = buffers.rows(1, width)[0];
        for (int row = y; row < y + count; row++) {
          source.read(row, part.left(), part.right(), pixels);
          unpack(pixels, between, (row - part.top()) % length, width);
        }
      }
      while (next < plan.window().height() && plan.lastRow(next) < y + count) {
        putRow(next, between, length, out);
        next++;
      }
    }
  }

  private void unpack(int[] pixels, int[][][] to, int place, int count) {
    for (int band = 0; band < bands; band++) {
      Rows.unpack(pixels, band, to[band][place], count);
    }
  }

  private void putRow(int y, int[][][] between, int length, int[] out) {
    int[] sums = buffers.sums(1, width)[0];
    for (int band = 0; band < bands; band++) {
      int[] row = sums;
      if (plan.changesHeight()) {
        FixedPoint.sum(plan.vertical(), y, between[band], part.top(), length, sums, width);
      } else {
        row = between[band][y % length];
      }
      System.arraycopy(row, 0, out, band * width, width);
    }
    sink.put(y, out);
  }

  /** The horizontal pass for some rows, which are turned for it: columns are summed up. */
  private void resizeBand(int y, int count, int[][][] between, int length) {
    Kernel horizontal = plan.horizontal();
    int inputs = part.right() - part.left();
    int[][] columns = buffers.columns(inputs, BAND);
    for (int row = 0; row < count; row += TURNED) {
      turn(y + row, Math.min(TURNED, count - row), columns, row);
    }
    int ring = horizontal.mostCount();
    int[][][] unpacked = buffers.unpacked(bands, ring, BAND);
    int[][] sums = buffers.sums(bands + 1, BAND);
    int[][] targets = buffers.resized(BAND, width);
    int next = 0;
    for (int x = 0; x < width; x++) {
      int end = horizontal.first(x) + horizontal.count(x) - part.left();
      for (; next < end; next++) {
        unpack(columns[next], unpacked, next % ring, BAND);
      }
      resizeColumn(x, unpacked, ring, sums);
      put(sums[bands], count, targets, x);
    }
    for (int row = 0; row < count; row++) {
      unpack(targets[row], between, (y - part.top() + row) % length, width);
    }
  }

  /**
   * One column of the band, with its bands together in the last of the sums. This and the next are
   * apart from the loop around them, so that a compiler is done with each soon, and once: the more
   * loops one method has, the longer all of them take.
   */
  private void resizeColumn(int x, int[][][] unpacked, int ring, int[][] sums) {
    for (int band = 0; band < bands; band++) {
      FixedPoint.sum(plan.horizontal(), x, unpacked[band], part.left(), ring, sums[band], BAND);
    }
    Rows.pack(sums, bands, BAND, sums[bands]);
  }

  private static void put(int[] column, int count, int[][] rows, int x) {
    for (int row = 0; row < count; row++) {
      rows[row][x] = column[row];
    }
  }

  /** Puts some rows from {@code y} on into places {@code place}, … of the columns. */
  private void turn(int y, int count, int[][] columns, int place) {
    int inputs = part.right() - part.left();
    int[][] rows = buffers.rows(TURNED, inputs);
    for (int i = 0; i < count; i++) {
      source.read(y + i, part.left(), part.right(), rows[i]);
    }
    for (int i = 0; i < TURNED; i += 4) {
      turn(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], columns, inputs, place + i);
    }
  }

  /** Apart from the reading, so that a compiler is done with it soon. */
  private static void turn(
      int[] a, int[] b, int[] c, int[] d, int[][] columns, int count, int place) {
    for (int x = 0; x < count; x++) {
      int[] column = columns[x];
      column[place] = a[x];
      column[place + 1] = b[x];
      column[place + 2] = c[x];
      column[place + 3] = d[x];
    }
  }

  private void verticallyFirst() {
    Kernel vertical = plan.vertical();
    int inputs = part.right() - part.left();
    int length = vertical.mostCount();
    int[][][] between = buffers.between(bands, length, inputs);
    int[] pixels = buffers.rows(1, inputs)[0];
    int[] sums = buffers.sums(1, inputs)[0];
    int[] out = new int[bands * width];
    int read = part.top();
    for (int y = 0; y < plan.window().height(); y++) {
      for (; read <= plan.lastRow(y); read++) {
        source.read(read, part.left(), part.right(), pixels);
        unpack(pixels, between, (read - part.top()) % length, inputs);
      }
      for (int band = 0; band < bands; band++) {
        FixedPoint.sum(vertical, y, between[band], part.top(), length, sums, inputs);
        resizeRow(sums, out, band * width);
      }
      sink.put(y, out);
    }
  }

  private void resizeRow(int[] samples, int[] out, int place) {
    if (!plan.changesWidth()) {
      System.arraycopy(samples, 0, out, place, width);
      return;
    }
    for (int x = 0; x < width; x++) {
      out[place + x] = FixedPoint.sum(plan.horizontal(), x, samples, -part.left());
    }
  }
}
