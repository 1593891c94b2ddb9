package io.github.clip4j;

import io.github.clip4j.linalg.Pca;
import io.github.clip4j.linalg.PcaModel;
import io.github.clip4j.linalg.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** The images' coordinates: their first principal components. */
final class Layout {
  private final FMatrixRMaj points;
  private final List<Double> explainedVarianceRatio;

  private Layout(FMatrixRMaj points, List<Double> explainedVarianceRatio) {
    this.points = points;
    this.explainedVarianceRatio = explainedVarianceRatio;
  }

  /**
   * Where there are fewer components than asked for (few images, few dimensions), the others are
   * zero; one image lies at the origin.
   */
  static Layout of(Rows rows, int components) {
    FMatrixRMaj points = new FMatrixRMaj(rows.count(), components);
    List<Double> ratios = new ArrayList<>();
    int available = available(rows, components);
    if (rows.count() > 1) {
      PcaModel pca = Pca.withComponents(available).fit(rows);
      FMatrixRMaj transformed = pca.transform(rows);
      for (int i = 0; i < rows.count(); i++) {
        System.arraycopy(transformed.data, i * available, points.data, i * components, available);
      }
      ratios.addAll(ratios(pca));
    }
    while (ratios.size() < components) {
      ratios.add(0.0);
    }
    return new Layout(points, ratios);
  }

  /** The shares of variance of as many components as there are, at most this many. */
  static List<Double> scree(Rows rows, int components) {
    return rows.count() < 2
        ? List.of()
        : ratios(Pca.withComponents(available(rows, components)).fit(rows));
  }

  private static int available(Rows rows, int components) {
    return Math.min(components, Math.min(rows.count(), rows.dimension()));
  }

  private static List<Double> ratios(PcaModel pca) {
    return Arrays.stream(pca.explainedVarianceRatio())
        .mapToObj(ratio -> Double.isFinite(ratio) ? ratio : 0.0)
        .toList();
  }

  /** {@code [n, components]}. */
  Rows points() {
    return Rows.of(points);
  }

  float[] point(int image) {
    float[] point = new float[points.numCols];
    System.arraycopy(points.data, image * points.numCols, point, 0, point.length);
    return point;
  }

  List<Double> explainedVarianceRatio() {
    return explainedVarianceRatio;
  }
}
