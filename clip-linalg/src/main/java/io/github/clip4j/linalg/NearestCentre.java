package io.github.clip4j.linalg;

/**
 * Finds the nearest centre of each row of a block: products in float32 leave, mostly, one
 * candidate; where several are within the rounding error, differences in float64 decide, the lowest
 * index where they are equal. So the labels do not depend on how products are computed.
 */
final class NearestCentre {
  private final Samples samples;
  private final Samples.Scratch scratch;
  private final float[] row;
  private float[] products = new float[0];

  NearestCentre(Samples samples) {
    this.samples = samples;
    this.scratch = samples.scratch();
    this.row = new float[samples.d()];
  }

  Samples.Scratch scratch() {
    return scratch;
  }

  /** Writes the labels of the block's rows to their places in {@code labels}, {@code [n]}. */
  void find(CentreSet centres, int block, int[] labels) {
    int first = samples.blocks().first(block);
    int size = samples.blocks().size(block);
    int k = centres.count();
    if (products.length < k * size) {
      products = new float[k * size];
    }
    float[] columns = samples.columns(block, scratch);
    FusedProducts.multiply(columns, size, samples.d(), centres.scaled(), k, products);
    for (int i = 0; i < size; i++) {
      labels[first + i] = nearest(centres, first + i, i, size);
    }
  }

  private int nearest(CentreSet centres, int sample, int i, int size) {
    int k = centres.count();
    int best = 0;
    float least = Float.POSITIVE_INFINITY;
    float second = Float.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      float score = centres.square(j) - 2 * products[j * size + i];
      if (score < least) {
        second = least;
        least = score;
        best = j;
      } else if (score < second) {
        second = score;
      }
    }
    double margin = 2 * centres.error(samples.norm(sample));
    // Written so that a NaN, which finite rows cannot give, would be decided by differences too.
    if (k == 1 || (double) second - least > margin) {
      return best;
    }
    return decide(centres, sample, i, size, least + margin);
  }

  private int decide(CentreSet centres, int sample, int i, int size, double limit) {
    int d = samples.d();
    samples.row(sample, row);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < centres.count(); j++) {
      if (centres.square(j) - 2 * products[j * size + i] > limit) {
        continue;
      }
      double distance = Vectors.squaredDistance(row, 0, centres.exact(), j * d, d);
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  }
}
