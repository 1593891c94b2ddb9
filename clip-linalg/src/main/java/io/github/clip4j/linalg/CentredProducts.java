package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What the matrix of products {@code (X - mean)ᵀ(X - mean)} of rows does to vectors, without the
 * matrix: within a block in float32, over the blocks in float64, in their order within parts. The
 * rows are as {@link Samples} hold them, so the eigenvalues are scaled.
 */
final class CentredProducts implements LeadingEigen.Operator {
  private final Samples samples;
  private final MatrixProducts products;
  private final double[] mean;
  private final Workers workers;

  /** Of samples whose mean is given as the rows have it. */
  CentredProducts(Samples samples, MatrixProducts products, double[] mean, Workers workers) {
    this.samples = samples;
    this.products = products;
    this.workers = workers;
    this.mean = new double[mean.length];
    for (int f = 0; f < mean.length; f++) {
      this.mean[f] = (mean[f] - samples.shift(f)) * samples.scale();
    }
  }

  @Override
  public void apply(double[][] vectors, double[][] images) {
    int count = vectors.length;
    int d = mean.length;
    float[] rounded = Vectors.toFloats(vectors);
    float[] offsets = new float[count];
    for (int c = 0; c < count; c++) {
      double sum = 0;
      for (int f = 0; f < d; f++) {
        sum += rounded[c * d + f] * mean[f];
      }
      offsets[c] = (float) -sum;
    }
    Blocks parts = new Blocks(samples.count(), d, (long) count * d);
    double[][] sums = new double[parts.parts()][count * d];
    try (Multiplier multiplier = products.multiplier();
        Operand operand = multiplier.place(FloatBuffer.wrap(rounded), count, d)) {
      workers.forEach(parts.parts(), () -> new PartTask(parts, operand, offsets, sums));
    }
    for (int c = 0; c < count; c++) {
      Arrays.fill(images[c], 0);
      for (double[] part : sums) {
        for (int f = 0; f < d; f++) {
          images[c][f] += part[c * d + f];
        }
      }
    }
  }

  /** Adds up the blocks of parts. */
  private final class PartTask implements Workers.Task {
    private final SampleReader reader = samples.reader();
    private final Blocks parts;
    private final Operand vectors;
    private final float[] offsets;
    private final double[][] sums;

    PartTask(Blocks parts, Operand vectors, float[] offsets, double[][] sums) {
      this.parts = parts;
      this.vectors = vectors;
      this.offsets = offsets;
      this.sums = sums;
    }

    @Override
    public void run(int part) {
      double[] sum = sums[part];
      for (int b = parts.firstOfPart(part); b < parts.firstOfPart(part + 1); b++) {
        reader.go(b);
        float[] of = reader.multiplyByGram(vectors, offsets);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += of[i];
        }
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
