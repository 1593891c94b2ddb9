package io.github.clip4j.linalg;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Eigenvalues of a symmetric matrix, descending, and the eigenvectors that belong to them. */
final class SymmetricEigen {
  private final double[] values;
  private final double[][] vectors;

  SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /** Decomposes a full matrix. */
  static SymmetricEigen of(double[][] matrix) {
    int size = matrix.length;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(new DMatrixRMaj(matrix))) {
      throw new IllegalStateException("the eigenvalues did not converge");
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[size];
    double[][] vectors = new double[size][];
    for (int i = 0; i < size; i++) {
      values[i] = eigen.getEigenvalue(order[i]).getReal();
      vectors[i] = eigen.getEigenVector(order[i]).data;
    }
    return new SymmetricEigen(values, vectors);
  }

  /** The eigenvalues, descending: all, or as many of the largest as were asked for. */
  double[] values() {
    return values;
  }

  /** The eigenvector of the i-th eigenvalue, of unit length. */
  double[] vector(int i) {
    return vectors[i];
  }
}
