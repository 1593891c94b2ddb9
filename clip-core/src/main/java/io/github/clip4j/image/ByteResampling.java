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
  private static final int BAND = 64;

  /** Rows that are turned to columns together: so each column is looked up once for all. */
  private static final int TURNED = 4;

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
    int[][] between = buffers.between(length, bands * width);
    int next = 0;
    for (int y = part.top(); y < part.bottom(); y += BAND) {
      int count = Math.min(BAND, part.bottom() - y);
      if (plan.changesWidth()) {
        resizeBand(y, count, between, length);
      } else {
        for (int row = y; row < y + count; row++) {
          readPlanar(row, width, between[(row - part.top()) % length]);
        }
      }
      while (next < plan.window().height() && plan.lastRow(next) < y + count) {
        if (plan.changesHeight()) {
          int[] sums = buffers.sums(Math.max(BAND, width) * bands);
          FixedPoint.sum(plan.vertical(), next, between, part.top(), length, sums, bands * width);
          sink.put(next, sums);
        } else {
          sink.put(next, between[next % length]);
        }
        next++;
      }
    }
  }

  /** The horizontal pass for some rows, which are turned for it: columns are summed up. */
  private void resizeBand(int y, int count, int[][] between, int length) {
    int inputs = part.right() - part.left();
    int[][] columns = buffers.columns(inputs, bands * BAND);
    for (int row = 0; row < count; row += TURNED) {
      turn(y + row, Math.min(TURNED, count - row), columns, row);
    }
    int[] sums = buffers.sums(Math.max(BAND, width) * bands);
    int[][] targets = new int[count][];
    for (int row = 0; row < count; row++) {
      targets[row] = between[(y - part.top() + row) % length];
    }
    for (int x = 0; x < width; x++) {
      FixedPoint.sum(plan.horizontal(), x, columns, part.left(), inputs, sums, bands * BAND);
      for (int band = 0; band < bands; band++) {
        scatter(sums, band * BAND, targets, band * width + x);
      }
    }
  }

  private static void scatter(int[] sums, int from, int[][] targets, int place) {
    for (int row = 0; row < targets.length; row++) {
      targets[row][place] = sums[from + row];
    }
  }

  /** Puts some rows from {@code y} on into places {@code place}, … of the columns. */
  private void turn(int y, int count, int[][] columns, int place) {
    int inputs = part.right() - part.left();
    int[][][] rows = buffers.rows(TURNED, bands, inputs);
    for (int i = 0; i < count; i++) {
      source.read(y + i, part.left(), part.right(), rows[i]);
    }
    for (int band = 0; band < bands; band++) {
      turn(
          rows[0][band],
          rows[1][band],
          rows[2][band],
          rows[3][band],
          columns,
          inputs,
          place + band * BAND);
    }
  }

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
    int[][] between = buffers.between(length + 1, Math.max(inputs, width) * bands);
    int[] out = between[length];
    int[] sums = buffers.sums(inputs * bands);
    int read = part.top();
    for (int y = 0; y < plan.window().height(); y++) {
      for (; read <= plan.lastRow(y); read++) {
        readPlanar(read, inputs, between[(read - part.top()) % length]);
      }
      FixedPoint.sum(vertical, y, between, part.top(), length, sums, inputs * bands);
      if (plan.changesWidth()) {
        for (int i = 0; i < bands * width; i++) {
          int origin = i / width * inputs - part.left();
          out[i] = FixedPoint.sum(plan.horizontal(), i % width, sums, origin);
        }
        sink.put(y, out);
      } else {
        sink.put(y, sums);
      }
    }
  }

  /** The needed columns of a row, band after band. */
  private void readPlanar(int y, int columns, int[] to) {
    int[][] rows = buffers.rows(1, bands, columns)[0];
    source.read(y, part.left(), part.right(), rows);
    for (int band = 0; band < bands; band++) {
      System.arraycopy(rows[band], 0, to, band * columns, columns);
    }
  }
}
