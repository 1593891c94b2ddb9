package io.github.clip4j.embedding;

import io.github.clip4j.linalg.CosineSearch;
import io.github.clip4j.linalg.CosineSearch.Match;
import io.github.clip4j.linalg.Rows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;

/**
 * Vectors with their ids, {@code [n, d]}, L2-normalised: the dot product of two rows is their
 * cosine. Immutable.
 *
 * <p>The vectors lie on the heap, or behind a view of a file ({@link #view}, {@link
 * EmbeddingFiles#map}). Searches are exact, use all cores, and give the same result for any number
 * of threads.
 */
public final class Embeddings {

  private static final int ROWS_AT_A_TIME = 256;

  private final List<String> ids;
  private final Rows rows;
  private final String fingerprint;

  private Embeddings(List<String> ids, Rows rows, String fingerprint) {
    this.ids = ids;
    this.rows = rows;
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
    float[] values = new float[Math.multiplyExact(vectors.count(), vectors.dimension())];
    vectors.copy(0, vectors.count(), FloatBuffer.wrap(values));
    return adopt(ids, values, vectors.dimension(), fingerprint);
  }

  /**
   * Vectors that stay where they are, in a file that is larger than the heap for example. All are
   * read once to look at their norms; where they are not 1, they are normalised whenever they are
   * read.
   *
   * @param ids one a row; they need not be distinct
   * @param vectors {@code [n, d]}, which must not change while the embeddings are in use
   * @param fingerprint names the model that made the vectors
   * @return the embeddings
   * @throws IllegalArgumentException if the counts differ, or an entry is NaN or infinite
   */
  public static Embeddings view(List<String> ids, Rows vectors, String fingerprint) {
    requireOneIdEach(ids, vectors.count());
    List<String> copy = List.copyOf(ids);
    return new Embeddings(copy, NormalizedRows.of(vectors, copy), fingerprint);
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
    return adopt(ids, values, dimension, fingerprint);
  }

  /** Takes the values over, without a copy. */
  static Embeddings adopt(List<String> ids, float[] values, int dimension, String fingerprint) {
    requireOneIdEach(ids, values.length / dimension);
    for (int row = 0; row < ids.size(); row++) {
      requireFinite(UnitVectors.normalize(values, row * dimension, dimension), ids.get(row));
    }
    return new Embeddings(List.copyOf(ids), Rows.of(values, dimension), fingerprint);
  }

  private static void requireOneIdEach(List<String> ids, int vectors) {
    if (ids.size() != vectors) {
      throw new IllegalArgumentException(
          "expected one id a vector, got " + ids.size() + " ids for " + vectors + " vectors");
    }
  }

  static void requireFinite(boolean finite, String id) {
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
    return rows.dimension();
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
    return block(row, 1);
  }

  /**
   * Some of these vectors, with their ids.
   *
   * @param selected of these vectors, in the order wanted; a row may come twice
   * @return a copy of them
   */
  public Embeddings select(int... selected) {
    List<String> some = new ArrayList<>(selected.length);
    float[] values = new float[Math.multiplyExact(selected.length, dimension())];
    for (int i = 0; i < selected.length; i++) {
      some.add(ids.get(selected[i]));
      rows.copy(selected[i], 1, FloatBuffer.wrap(values, i * dimension(), dimension()));
    }
    return new Embeddings(List.copyOf(some), Rows.of(values, dimension()), fingerprint);
  }

  /** {@return a view of the vectors, {@code [n, d]}} */
  public Rows rows() {
    return rows;
  }

  /** {@return a copy of the vectors, {@code [n, d]}} */
  public FMatrixRMaj toMatrix() {
    return new FMatrixRMaj(count(), dimension(), true, block(0, count()));
  }

  private float[] block(int first, int size) {
    float[] values = new float[Math.multiplyExact(size, dimension())];
    rows.copy(first, size, FloatBuffer.wrap(values));
    return values;
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
    return UnitVectors.dot(vector(row), 0, other.vector(otherRow), 0, dimension());
  }

  /**
   * The cosines of one vector with all vectors of the other embeddings.
   *
   * @param row of these vectors
   * @param other vectors of the same model
   * @return {@code [m]}
   */
  public float[] cosines(int row, Embeddings other) {
    return cosines(row, 1, other).data;
  }

  /**
   * The cosines with all vectors of the other embeddings.
   *
   * @param other vectors of the same model
   * @return {@code [n, m]}
   */
  public FMatrixRMaj cosines(Embeddings other) {
    return cosines(0, count(), other);
  }

  /**
   * As {@link #cosines(Embeddings)}, for some rows, so that memory does not hold the cosines of
   * all.
   *
   * @param first the first row
   * @param size the number of rows
   * @param other vectors of the same model
   * @return {@code [size, m]}
   * @throws IndexOutOfBoundsException if there are no such rows
   * @throws IllegalArgumentException if the vectors are of different models
   * @throws ArithmeticException if there are more than 2^31 - 1 cosines
   */
  public FMatrixRMaj cosines(int first, int size, Embeddings other) {
    Objects.checkFromIndexSize(first, size, count());
    requireComparable(other);
    Math.multiplyExact(size, other.count());
    FMatrixRMaj result = new FMatrixRMaj(size, other.count());
    for (int j = 0; j < other.count(); j += ROWS_AT_A_TIME) {
      int columns = Math.min(ROWS_AT_A_TIME, other.count() - j);
      float[] block = other.block(j, columns);
      for (int i = 0; i < size; i++) {
        cosines(vector(first + i), block, columns, result.data, i * other.count() + j);
      }
    }
    return result;
  }

  private static void cosines(float[] vector, float[] block, int count, float[] to, int at) {
    for (int j = 0; j < count; j++) {
      to[at + j] = UnitVectors.dot(vector, 0, block, j * vector.length, vector.length);
    }
  }

  /**
   * The {@code k} vectors of the highest cosine with the query, best first, equal ones by row.
   *
   * @param query {@code [d]}, of any norm but zero
   * @param k at least 1; all vectors are returned where there are fewer
   * @return the nearest, best first
   */
  public List<Neighbour> nearest(float[] query, int k) {
    if (query.length != dimension()) {
      throw new IllegalArgumentException(
          "expected a query of " + dimension() + " entries, got " + query.length);
    }
    float[] unit = query.clone();
    requireFinite(UnitVectors.normalize(unit, 0, unit.length), "the query");
    return neighbours(CosineSearch.of(rows).nearest(unit, k));
  }

  /**
   * The {@code k} vectors of the highest cosine with each query, texts or images of the same model;
   * faster than one query after the other.
   *
   * @param queries vectors of the same model
   * @param k at least 1; all vectors are returned where there are fewer
   * @return one list a query, best first, equal ones by row
   */
  public List<List<Neighbour>> nearest(Embeddings queries, int k) {
    requireComparable(queries);
    return CosineSearch.of(rows).nearest(queries.rows, k).stream().map(this::neighbours).toList();
  }

  /**
   * The {@code k} other vectors of the highest cosine with each of these vectors: all {@code n²}
   * cosines.
   *
   * @param k at least 1; all others are returned where there are fewer
   * @return one list a row, best first; never the row itself, but equal vectors of other rows
   */
  public List<List<Neighbour>> nearestOfEach(int k) {
    List<List<Neighbour>> result = new ArrayList<>(count());
    for (int first = 0; first < count(); first += ROWS_AT_A_TIME) {
      result.addAll(nearestOfEach(first, Math.min(ROWS_AT_A_TIME, count() - first), k));
    }
    return result;
  }

  /**
   * As {@link #nearestOfEach(int)}, for some rows, so that memory does not hold the neighbours of
   * all.
   *
   * @param first the first row
   * @param size the number of rows
   * @param k at least 1; all others are returned where there are fewer
   * @return one list a row, best first
   */
  public List<List<Neighbour>> nearestOfEach(int first, int size, int k) {
    int most = Math.min(k, Integer.MAX_VALUE - 1);
    Rows queries = Rows.of(block(first, size), dimension());
    // One more than asked for: the row itself is mostly among them.
    List<List<Match>> found = CosineSearch.of(rows).nearest(queries, most < 1 ? most : most + 1);
    List<List<Neighbour>> result = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int self = first + i;
      result.add(
          neighbours(
              found.get(i).stream().filter(match -> match.row() != self).limit(most).toList()));
    }
    return result;
  }

  private List<Neighbour> neighbours(List<Match> matches) {
    return matches.stream()
        .map(match -> new Neighbour(match.row(), ids.get(match.row()), match.cosine()))
        .toList();
  }

  private void requireComparable(Embeddings other) {
    if (!fingerprint.equals(other.fingerprint) || dimension() != other.dimension()) {
      throw new IllegalArgumentException(
          "vectors of different models cannot be compared: expected "
              + fingerprint
              + " with "
              + dimension()
              + " dimensions, got "
              + other.fingerprint
              + " with "
              + other.dimension());
    }
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
