package io.github.clip4j.embedding;

import io.github.clip4j.linalg.Rows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Vectors with their ids, {@code [n, d]}, L2-normalised: the dot product of two rows is their
 * cosine. Immutable.
 */
public final class Embeddings {

  private final List<String> ids;
  private final float[] values;
  private final int dimension;
  private final String fingerprint;

  private Embeddings(List<String> ids, float[] values, int dimension, String fingerprint) {
    this.ids = ids;
    this.values = values;
    this.dimension = dimension;
    this.fingerprint = fingerprint;
  }

  /**
   * Normalises and keeps a copy of the vectors. A zero vector stays zero.
   *
   * @param ids one a row; they need not be distinct
   * @param vectors {@code [n, d]}, of any norm
   * @param fingerprint names the model that made the vectors: only vectors of equal fingerprints
   *     are comparable
   * @return the embeddings
   * @throws IllegalArgumentException if the counts differ, or an entry is NaN or infinite
   */
  public static Embeddings of(List<String> ids, Rows vectors, String fingerprint) {
    requireOneIdEach(ids, vectors.count());
    float[] values = new float[Math.multiplyExact(vectors.count(), vectors.dimension())];
    vectors.copy(0, vectors.count(), FloatBuffer.wrap(values));
    return normalizing(ids, values, vectors.dimension(), fingerprint);
  }

  /**
   * As {@link #of(List, Rows, String)}, from one array a vector.
   *
   * @param ids one a vector
   * @param vectors one a row, each {@code [d]}, of any norm
   * @param dimension the entries of a vector, {@code d}
   * @param fingerprint names the model that made the vectors
   * @return the embeddings
   */
  public static Embeddings of(
      List<String> ids, List<float[]> vectors, int dimension, String fingerprint) {
    if (dimension < 1) {
      throw new IllegalArgumentException("expected a dimension of at least 1, got " + dimension);
    }
    requireOneIdEach(ids, vectors.size());
    float[] values = new float[Math.multiplyExact(vectors.size(), dimension)];
    for (int row = 0; row < vectors.size(); row++) {
      float[] vector = vectors.get(row);
      if (vector.length != dimension) {
        throw new IllegalArgumentException(
            "expected vectors of "
                + dimension
                + " entries, got "
                + vector.length
                + " for "
                + ids.get(row));
      }
      System.arraycopy(vector, 0, values, row * dimension, dimension);
    }
    return normalizing(ids, values, dimension, fingerprint);
  }

  /** Takes the values over, without a copy. */
  private static Embeddings normalizing(
      List<String> ids, float[] values, int dimension, String fingerprint) {
    for (int row = 0; row < ids.size(); row++) {
      requireFinite(UnitVectors.normalize(values, row * dimension, dimension), ids.get(row));
    }
    return new Embeddings(List.copyOf(ids), values, dimension, fingerprint);
  }

  private static void requireOneIdEach(List<String> ids, int vectors) {
    if (ids.size() != vectors) {
      throw new IllegalArgumentException(
          "expected one id a vector, got " + ids.size() + " ids for " + vectors + " vectors");
    }
  }

  private static void requireFinite(boolean finite, String id) {
    if (!finite) {
      throw new IllegalArgumentException("the vector of " + id + " holds NaN or infinity");
    }
  }

  /** {@return the number of vectors, {@code n}} */
  public int count() {
    return ids.size();
  }

  /** {@return the entries of a vector, {@code d}} */
  public int dimension() {
    return dimension;
  }

  /** {@return one id a row} */
  public List<String> ids() {
    return ids;
  }

  /** {@return a name for the model that made the vectors} */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * A copy of one vector, {@code [d]}.
   *
   * @param row of these vectors
   * @return {@code [d]}, L2-normalised
   */
  public float[] vector(int row) {
    Objects.checkIndex(row, count());
    return Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension);
  }

  /** {@return a view of the vectors, {@code [n, d]}} */
  public Rows rows() {
    return Rows.of(values, dimension);
  }

  /** {@return a copy of the vectors, {@code [n, d]}} */
  public FMatrixRMaj toMatrix() {
    return new FMatrixRMaj(count(), dimension, true, values.clone());
  }

  /**
   * The cosine of one vector and one of the other embeddings, in {@code [-1, 1]}.
   *
   * @param row of these vectors
   * @param other vectors of the same model
   * @param otherRow of the other vectors
   * @return the cosine
   */
  public float cosine(int row, Embeddings other, int otherRow) {
    requireComparable(other);
    return dot(row * dimension, other.values, otherRow * dimension);
  }

  /**
   * The cosines with all vectors of the other embeddings.
   *
   * @param other vectors of the same model
   * @return {@code [n, m]}
   */
  public FMatrixRMaj cosines(Embeddings other) {
    requireComparable(other);
    FMatrixRMaj result = new FMatrixRMaj(count(), other.count());
    for (int i = 0; i < count(); i++) {
      for (int j = 0; j < other.count(); j++) {
        result.unsafe_set(i, j, dot(i * dimension, other.values, j * dimension));
      }
    }
    return result;
  }

  /**
   * The {@code k} vectors of the highest cosine with the query, best first, equal ones by row.
   *
   * @param query {@code [d]}, of any norm but zero
   * @param k at least 1; all vectors are returned where there are fewer
   * @return the nearest, best first
   */
  public List<Neighbour> nearest(float[] query, int k) {
    if (query.length != dimension) {
      throw new IllegalArgumentException(
          "expected a query of " + dimension + " entries, got " + query.length);
    }
    requirePositive(k);
    float[] unit = query.clone();
    requireFinite(UnitVectors.normalize(unit, 0, dimension), "the query");
    Comparator<Neighbour> worstFirst =
        Comparator.comparingDouble(Neighbour::cosine)
            .thenComparing(Comparator.comparingInt(Neighbour::row).reversed());
    PriorityQueue<Neighbour> best = new PriorityQueue<>(worstFirst);
    for (int row = 0; row < count(); row++) {
      best.add(new Neighbour(row, ids.get(row), dot(row * dimension, unit, 0)));
      if (best.size() > k) {
        best.remove();
      }
    }
    List<Neighbour> result = new ArrayList<>(best);
    result.sort(worstFirst.reversed());
    return List.copyOf(result);
  }

  /**
   * The {@code k} other vectors of the highest cosine with each of these vectors: all {@code n²}
   * cosines, on all cores. The same for any number of threads.
   *
   * @param k at least 1; all others are returned where there are fewer
   * @return one list a row, best first; never the row itself, but equal vectors of other rows
   */
  public List<List<Neighbour>> nearestOfEach(int k) {
    requirePositive(k);
    int most = Math.min(k, count() - 1);
    if (most < 1) {
      return Collections.nCopies(count(), List.of());
    }
    int[][] nearest = new NearestRows(values, dimension, most).find();
    return IntStream.range(0, count()).mapToObj(row -> neighbours(row, nearest[row])).toList();
  }

  private List<Neighbour> neighbours(int row, int[] others) {
    return Arrays.stream(others)
        .mapToObj(
            other ->
                new Neighbour(
                    other, ids.get(other), dot(row * dimension, values, other * dimension)))
        .toList();
  }

  private static void requirePositive(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("expected k of at least 1, got " + k);
    }
  }

  private void requireComparable(Embeddings other) {
    if (!fingerprint.equals(other.fingerprint) || dimension != other.dimension) {
      throw new IllegalArgumentException(
          "vectors of different models cannot be compared: expected "
              + fingerprint
              + " with "
              + dimension
              + " dimensions, got "
              + other.fingerprint
              + " with "
              + other.dimension);
    }
  }

  private float dot(int offset, float[] other, int otherOffset) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += (double) values[offset + i] * other[otherOffset + i];
    }
    return (float) sum;
  }

  /**
   * A vector found by {@link #nearest}.
   *
   * @param row its row
   * @param id its id
   * @param cosine in {@code [-1, 1]}
   */
  public record Neighbour(int row, String id, float cosine) {}
}
