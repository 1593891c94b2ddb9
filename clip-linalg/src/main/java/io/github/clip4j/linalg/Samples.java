package io.github.clip4j.linalg;

/**
 * The rows of a fit as the product wants them: blocks of columns in float32, centred by the mean
 * and scaled by a power of two so that nothing overflows; kept where they fit, else made anew each
 * time.
 *
 * <p>The float32 values only sort out what is clearly near or far; what is close is decided on the
 * rows themselves, in float64.
 */
final class Samples {
  private final Rows rows;
  private final Blocks blocks;
  private final double[] mean;
  private final double scale;
  private final double variance;
  private final double[] norms;
  private final float[][] kept;

  private Samples(
      Rows rows, Blocks blocks, double[] mean, double scale, double variance, double[] norms) {
    this.rows = rows;
    this.blocks = blocks;
    this.mean = mean;
    this.scale = scale;
    this.variance = variance;
    this.norms = norms;
    this.kept = new float[fits(rows) ? blocks.count() : 0][];
  }

  private static boolean fits(Rows rows) {
    long bytes = (long) rows.count() * rows.dimension() * Float.BYTES;
    return bytes <= Runtime.getRuntime().maxMemory() / 4;
  }

  static Samples of(Rows rows, Workers workers) {
    double[] mean = ColumnMean.of(rows, workers);
    Blocks blocks = new Blocks(rows.count(), 2);
    double[] squares = new double[rows.count()];
    double[] largest = new double[blocks.count()];
    workers.forEach(
        blocks.count(),
        () -> {
          float[] values = blockMemory(rows);
          return block -> largest[block] = squares(rows, blocks, block, values, mean, squares);
        });
    double most = 0;
    for (double value : largest) {
      most = Math.max(most, value);
    }
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    double variance = sum / rows.count() / rows.dimension();
    // The power of two brings the largest entry to between 1 and 2, without rounding.
    double scale = most > 0 ? Math.scalb(1.0, -Math.getExponent(most)) : 1;
    double[] norms = squares;
    for (int i = 0; i < norms.length; i++) {
      norms[i] = Math.sqrt(squares[i]) * scale;
    }
    Samples samples = new Samples(rows, blocks, mean, scale, variance, norms);
    if (samples.kept.length > 0) {
      workers.forEach(blocks.count(), samples::keeper);
    }
    return samples;
  }

  private static float[] blockMemory(Rows rows) {
    return new float[Math.min(Blocks.ROWS, rows.count()) * rows.dimension()];
  }

  private static double squares(
      Rows rows, Blocks blocks, int block, float[] values, double[] mean, double[] squares) {
    int d = mean.length;
    int first = blocks.first(block);
    int size = blocks.size(block);
    Blocks.read(rows, first, size, values);
    double largest = 0;
    for (int i = 0; i < size; i++) {
      squares[first + i] = Vectors.squaredDistance(values, i * d, mean, 0, d);
      for (int j = 0; j < d; j++) {
        largest = Math.max(largest, Math.abs(values[i * d + j] - mean[j]));
      }
    }
    return largest;
  }

  private Workers.Task keeper() {
    float[] values = blockMemory(rows);
    return block -> kept[block] = columns(block, values, new float[blocks.size(block) * d()]);
  }

  private float[] columns(int block, float[] values, float[] to) {
    Blocks.read(rows, blocks.first(block), blocks.size(block), values);
    CentredBlock.transpose(values, blocks.size(block), mean, scale, to);
    return to;
  }

  /** The centred, scaled columns of a block, {@code [d, size]}; the scratch may be what returns. */
  float[] columns(int block, Scratch scratch) {
    return kept.length > 0 ? kept[block] : columns(block, scratch.values, scratch.columns());
  }

  /** A block's rows as they are, {@code [size, d]}, in the scratch's memory. */
  float[] values(int block, Scratch scratch) {
    Blocks.read(rows, blocks.first(block), blocks.size(block), scratch.values);
    return scratch.values;
  }

  /** One row as it is, {@code [d]}, in the memory given. */
  void row(int i, float[] to) {
    Blocks.read(rows, i, 1, to);
  }

  Blocks blocks() {
    return blocks;
  }

  int count() {
    return rows.count();
  }

  int d() {
    return mean.length;
  }

  double[] mean() {
    return mean;
  }

  double scale() {
    return scale;
  }

  /** The mean over the columns of their variances. */
  double variance() {
    return variance;
  }

  /** The length of a centred, scaled row. */
  double norm(int i) {
    return norms[i];
  }

  Scratch scratch() {
    return new Scratch(blockMemory(rows));
  }

  /** Memory of one thread. */
  static final class Scratch {
    private final float[] values;
    private float[] columns = new float[0];

    private Scratch(float[] values) {
      this.values = values;
    }

    private float[] columns() {
      if (columns.length == 0) {
        columns = new float[values.length];
      }
      return columns;
    }
  }
}
