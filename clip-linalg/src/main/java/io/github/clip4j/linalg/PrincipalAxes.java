package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.Optional;

/**
 * The principal axes of rows in float64: mean, orthonormal components and the variances along them.
 *
 * <p>They come from the eigenvalues λ of the smaller of the two matrices of products of the centred
 * rows, {@code XᵀX} or {@code XXᵀ}: the variances are {@code λ / (n - 1)}. Eigenvalues below the
 * rounding error of that matrix are taken as 0. After scikit-learn's {@code
 * sklearn/decomposition/_pca.py}.
 */
final class PrincipalAxes {
  /** How far a vector may be off that is found from the matrix of products. */
  private static final double ANGLE = 1e-8;

  private final int rows;
  private final double[] mean;
  private final double[][] components;
  private final double[] variance;
  private final double totalVariance;
  private final double noiseVariance;

  private PrincipalAxes(
      int rows, double[] mean, double[][] components, double[] variance, double totalVariance) {
    this.rows = rows;
    this.mean = mean;
    this.components = components;
    this.variance = variance;
    this.totalVariance = totalVariance;
    int left = Math.min(rows, mean.length) - variance.length;
    double rest = totalVariance - Arrays.stream(variance).sum();
    boolean isRounding = rest <= totalVariance * mean.length * Math.ulp(1.0);
    this.noiseVariance = left == 0 || isRounding ? 0 : rest / left;
  }

  /** Finds the axes: {@code count} of them, or as many as exceed the fraction where count is 0. */
  static PrincipalAxes of(Rows rows, int count, double fraction, Workers workers) {
    double[] mean = ColumnMean.of(rows, workers);
    if (count > 0 && LeadingEigen.isWorthwhile(Math.min(rows.count(), mean.length), count)) {
      Optional<LeadingAxes> leading = LeadingAxes.of(rows, mean, count, workers);
      if (leading.isPresent()) {
        return ofLeading(rows.count(), mean, leading.get());
      }
    }
    return ofAll(rows, mean, count, fraction, workers);
  }

  private static PrincipalAxes ofLeading(int n, double[] mean, LeadingAxes leading) {
    double[] variance = leading.eigen().values().clone();
    double[][] components = new double[variance.length][];
    for (int i = 0; i < variance.length; i++) {
      variance[i] /= n - 1;
      components[i] = leading.eigen().vector(i).clone();
      flipSign(components[i]);
    }
    return new PrincipalAxes(n, mean, components, variance, leading.trace() / (n - 1));
  }

  /** By the smaller matrix of products, in float64. */
  private static PrincipalAxes ofAll(
      Rows rows, double[] mean, int count, double fraction, Workers workers) {
    int n = rows.count();
    int d = rows.dimension();
    double[][] centred = n < d ? centred(rows, mean) : new double[0][];
    double[][] gram =
        n < d ? Gram.ofRows(centred, d, workers) : Gram.ofColumns(rows, mean, workers);
    double total = trace(gram) / (n - 1);
    SymmetricEigen eigen = decompose(gram, count);
    double[] spectrum = eigen.values().clone();
    double rounding = spectrum[0] * Math.max(n, d) * Math.ulp(1.0);
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] = spectrum[i] > rounding ? spectrum[i] / (n - 1) : 0;
    }
    int kept = count > 0 ? count : countFor(fraction, spectrum, total);
    double[][] components = new double[kept][d];
    OrthonormalRows basis = new OrthonormalRows(components);
    for (int i = 0; i < kept; i++) {
      if (spectrum[i] == 0) {
        basis.complete(i);
      } else if (n < d) {
        components[i] = FusedProducts.combine(eigen.vector(i), centred);
        basis.orthonormalise(i);
      } else {
        components[i] = eigen.vector(i).clone();
      }
    }
    for (int i = 0; i < kept; i++) {
      flipSign(components[i]);
    }
    return new PrincipalAxes(n, mean, components, Arrays.copyOf(spectrum, kept), total);
  }

  private static double trace(double[][] gram) {
    double trace = 0;
    for (int i = 0; i < gram.length; i++) {
      trace += gram[i][i];
    }
    return trace;
  }

  /** As many of the largest eigenvalues as are wanted, or all where that is as quick. */
  private static SymmetricEigen decompose(double[][] gram, int wanted) {
    int size = gram.length;
    Optional<SymmetricEigen> leading =
        wanted > 0 && LeadingEigen.isWorthwhile(size, wanted)
            ? LeadingEigen.of(
                    (vectors, images) -> FusedProducts.multiply(gram, size, vectors, images),
                    size,
                    wanted,
                    ANGLE,
                    0)
                .map(pairs -> pairs.leading(wanted))
            : Optional.empty();
    return leading.orElseGet(() -> SymmetricEigen.of(gram));
  }

  private static double[][] centred(Rows rows, double[] mean) {
    int n = rows.count();
    int d = mean.length;
    float[] row = new float[d];
    double[][] centred = new double[n][d];
    for (int i = 0; i < n; i++) {
      Blocks.read(rows, i, 1, row);
      for (int j = 0; j < d; j++) {
        centred[i][j] = row[j] - mean[j];
      }
    }
    return centred;
  }

  /** {@code searchsorted(cumsum(ratio), fraction, side="right") + 1}. */
  private static int countFor(double fraction, double[] spectrum, double total) {
    double sum = 0;
    int count = 0;
    while (total > 0 && count < spectrum.length && sum <= fraction) {
      sum += spectrum[count++] / total;
    }
    return Math.max(1, count);
  }

  private static void flipSign(double[] component) {
    int largest = 0;
    for (int j = 1; j < component.length; j++) {
      if (Math.abs(component[j]) > Math.abs(component[largest])) {
        largest = j;
      }
    }
    if (component[largest] < 0) {
      for (int j = 0; j < component.length; j++) {
        component[j] = -component[j];
      }
    }
  }

  int rows() {
    return rows;
  }

  int count() {
    return variance.length;
  }

  int dimension() {
    return mean.length;
  }

  double[] mean() {
    return mean;
  }

  double[][] components() {
    return components;
  }

  double[] variance() {
    return variance;
  }

  double totalVariance() {
    return totalVariance;
  }

  double noiseVariance() {
    return noiseVariance;
  }

  private double deviation(int component, boolean whiten) {
    return whiten ? Math.sqrt(variance[component]) : 1;
  }

  /** {@code to[i][c] = (x[i] - mean) · component[c] / deviation[c]}. */
  void project(Rows samples, boolean whiten, float[] to, Workers workers) {
    int d = dimension();
    int k = count();
    Blocks blocks = new Blocks(samples.count(), d, 1);
    workers.forEach(
        blocks.count(),
        () -> {
          float[] values = new float[blocks.most() * d];
          double[][] columns = new double[d][blocks.most()];
          return block -> {
            int size = blocks.size(block);
            Blocks.read(samples, blocks.first(block), size, values);
            CentredBlock.transpose(values, size, mean, columns);
            double[][] products = new double[k][size];
            FusedProducts.multiply(columns, d, components, products);
            for (int c = 0; c < k; c++) {
              double scale = deviation(c, whiten);
              for (int i = 0; i < size; i++) {
                double y = scale > 0 ? products[c][i] / scale : 0;
                to[(blocks.first(block) + i) * k + c] = (float) y;
              }
            }
          };
        });
  }

  /** {@code to[i] = Σ_c y[i][c] · deviation[c] · component[c] + mean}. */
  void reconstruct(Rows points, boolean whiten, float[] to, Workers workers) {
    int d = dimension();
    int k = count();
    Blocks blocks = new Blocks(points.count(), d, 1);
    workers.forEach(
        blocks.count(),
        () -> {
          float[] values = new float[blocks.most() * k];
          return block -> {
            int size = blocks.size(block);
            Blocks.read(points, blocks.first(block), size, values);
            for (int i = 0; i < size; i++) {
              double[] sum = mean.clone();
              for (int c = 0; c < k; c++) {
                double y = values[i * k + c] * deviation(c, whiten);
                for (int j = 0; j < d; j++) {
                  sum[j] += y * components[c][j];
                }
              }
              int start = (blocks.first(block) + i) * d;
              for (int j = 0; j < d; j++) {
                to[start + j] = (float) sum[j];
              }
            }
          };
        });
  }
}
