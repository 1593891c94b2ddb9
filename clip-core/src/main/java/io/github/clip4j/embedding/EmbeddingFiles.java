package io.github.clip4j.embedding;

import io.github.clip4j.error.EmbeddingException;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.AtomicFile;
import io.github.clip4j.npy.NpyArray;
import io.github.clip4j.npy.NpyException;
import io.github.clip4j.npy.NpyRowWriter;
import io.github.clip4j.npy.NpyRows;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import org.ejml.data.FMatrixRMaj;

/**
 * Embeddings as files, which Python reads with {@code numpy.load} and {@code
 * safetensors.numpy.load_file}, and the other way round.
 *
 * <table>
 *   <caption>The files of embeddings {@code E}</caption>
 *   <tr><td>{@code E.npy} or {@code E.safetensors}</td>
 *       <td>the vectors, {@code [n, d]}; the tensor {@code embeddings}</td></tr>
 *   <tr><td>{@code E.jsonl}</td>
 *       <td>{@code {"row":0,"id":"…"}} a line; without it the ids are the rows' numbers</td></tr>
 *   <tr><td>{@code E.meta.json}</td>
 *       <td>{@code fingerprint}, {@code dimension} and {@code count} of {@code E.npy}; in a {@code
 *           .safetensors} file the fingerprint is in its own metadata</td></tr>
 * </table>
 *
 * <p>Files that {@code embed} of the command writes are of this kind. A file whose header does not
 * hold what its length allows is refused before memory is spent on it. Vectors are normalised as
 * they are read.
 */
public final class EmbeddingFiles {
  private static final String NPY = ".npy";
  private static final String SAFETENSORS = ".safetensors";

  /** How an entry of a vector is stored. */
  public enum Precision {
    /** Exactly. */
    FLOAT32,
    /** In half the space; cosines change by less than 0.001. */
    FLOAT16
  }

  private EmbeddingFiles() {}

  /**
   * Writes the vectors as float32, with their ids and fingerprint.
   *
   * @param embeddings what is written
   * @param file ends in {@code .npy} or {@code .safetensors}; the others lie beside it
   * @throws IllegalArgumentException if the name ends otherwise
   * @throws IOException if a file cannot be written
   */
  public static void write(Embeddings embeddings, Path file) throws IOException {
    write(embeddings, file, Precision.FLOAT32);
  }

  /**
   * As {@link #write(Embeddings, Path)}, in another precision. Once all files are written beside
   * their places, each replaces an existing one atomically, the vectors last: where one cannot be
   * written, the vectors that were there are left as they were.
   *
   * @param embeddings what is written
   * @param file ends in {@code .npy} or {@code .safetensors}; the others lie beside it
   * @param precision of the vectors
   * @throws IllegalArgumentException if the name ends otherwise
   * @throws IOException if a file cannot be written
   */
  public static void write(Embeddings embeddings, Path file, Precision precision)
      throws IOException {
    Rows rows = embeddings.rows();
    boolean npy = isNpy(file);
    try (AtomicFile ids = new AtomicFile(beside(file, ".jsonl"))) {
      IdLines.write(ids, embeddings.ids());
      if (npy) {
        try (AtomicFile meta = new AtomicFile(meta(file));
            NpyRowWriter vectors = writer(file, precision, rows.dimension())) {
          MetaFile.of(embeddings).write(meta);
          writeRows(rows, vectors);
          ids.commit();
          meta.commit();
          vectors.commit();
        }
      } else {
        try (AtomicFile vectors = new AtomicFile(file)) {
          SafetensorsFile.write(vectors, rows, precision, embeddings.fingerprint());
          ids.commit();
          vectors.commit();
        }
      }
    }
  }

  private static NpyRowWriter writer(Path file, Precision precision, int dimension)
      throws IOException {
    return precision == Precision.FLOAT16
        ? NpyRowWriter.createFloat16(file, dimension)
        : NpyRowWriter.create(file, dimension);
  }

  private static void writeRows(Rows rows, NpyRowWriter to) throws IOException {
    int rowsAtATime = Math.max(1, (1 << 18) / rows.dimension());
    FloatBuffer block = FloatBuffer.allocate(rowsAtATime * rows.dimension());
    for (int first = 0; first < rows.count(); first += rowsAtATime) {
      rows.copy(first, Math.min(rowsAtATime, rows.count() - first), block.clear());
      to.write(block.flip());
    }
  }

  /**
   * Reads vectors of a model that the files name.
   *
   * @param file ends in {@code .npy} or {@code .safetensors}
   * @return the embeddings, on the heap
   * @throws EmbeddingException if a file is damaged or of another kind, or none names the model
   * @throws IOException if a file cannot be read
   */
  public static Embeddings read(Path file) throws IOException {
    return read(file, Optional.empty());
  }

  /**
   * Reads vectors of this model. Files that name no model, such as those of other programs, are
   * taken to be of this one.
   *
   * @param file ends in {@code .npy} or {@code .safetensors}
   * @param fingerprint of the model, {@link io.github.clip4j.encoder.ImageEncoder#fingerprint()}
   * @return the embeddings, on the heap
   * @throws EmbeddingException if a file is damaged or of another kind, or names another model
   * @throws IOException if a file cannot be read
   */
  public static Embeddings read(Path file, String fingerprint) throws IOException {
    return read(file, Optional.of(fingerprint));
  }

  /**
   * As {@link #read(Path)}, with the vectors left in the file, mapped: it may be larger than the
   * heap, and must not change while the embeddings are in use.
   *
   * @param file ends in {@code .npy}
   * @return the embeddings
   * @throws EmbeddingException if a file is damaged or of another kind, or none names the model
   * @throws IOException if a file cannot be read
   */
  public static Embeddings map(Path file) throws IOException {
    return map(file, Optional.empty());
  }

  /**
   * As {@link #read(Path, String)}, with the vectors left in the file, mapped.
   *
   * @param file ends in {@code .npy}
   * @param fingerprint of the model
   * @return the embeddings
   * @throws EmbeddingException if a file is damaged or of another kind, or names another model
   * @throws IOException if a file cannot be read
   */
  public static Embeddings map(Path file, String fingerprint) throws IOException {
    return map(file, Optional.of(fingerprint));
  }

  private static Embeddings read(Path file, Optional<String> wanted) throws IOException {
    boolean npy = isNpy(file);
    Content content = checked(file, () -> npy ? npy(file) : SafetensorsFile.read(file));
    FMatrixRMaj matrix = content.matrix();
    String fingerprint = decide(file, wanted, content.fingerprint());
    List<String> ids = ids(file, matrix.numRows);
    return checked(file, () -> Embeddings.adopt(ids, matrix.data, matrix.numCols, fingerprint));
  }

  private static Embeddings map(Path file, Optional<String> wanted) throws IOException {
    if (!isNpy(file)) {
      throw new IllegalArgumentException("expected a name that ends in .npy, got " + file);
    }
    Rows rows = checked(file, () -> NpyRows.open(file));
    String fingerprint = decide(file, wanted, MetaFile.fingerprint(meta(file), rows));
    List<String> ids = ids(file, rows.count());
    return checked(file, () -> Embeddings.view(ids, rows, fingerprint));
  }

  /**
   * What a file of vectors holds.
   *
   * @param matrix {@code [n, d]}
   * @param fingerprint of the model, where one is named
   */
  record Content(FMatrixRMaj matrix, Optional<String> fingerprint) {}

  private static Content npy(Path file) throws IOException {
    NpyArray array = NpyArray.read(file);
    int[] shape = array.shape();
    if (shape.length != 2 || !array.type().startsWith("<f") || shape[1] == 0) {
      throw new EmbeddingException(file + ": expected a matrix of <f2, <f4 or <f8, found " + array);
    }
    FMatrixRMaj matrix = array.toMatrix();
    return new Content(matrix, MetaFile.fingerprint(meta(file), Rows.of(matrix)));
  }

  /** Reads something of a file. */
  private interface Reading<T> {
    T run() throws IOException;
  }

  /** What is wrong with the file becomes an EmbeddingException. */
  private static <T> T checked(Path file, Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (NpyException e) {
      throw new EmbeddingException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new EmbeddingException(file + ": " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new EmbeddingException(
          file
              + ": expected vectors that fit into the heap; leave them in an .npy file with"
              + " EmbeddingFiles.map, or give Java more memory (-Xmx)",
          e);
    }
  }

  private static String decide(Path file, Optional<String> wanted, Optional<String> found) {
    if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
      throw new EmbeddingException(
          file
              + ": expected vectors of the model "
              + wanted.get()
              + ", found vectors of "
              + found.get()
              + "; load that model, or embed anew");
    }
    return wanted
        .or(() -> found)
        .orElseThrow(
            () ->
                new EmbeddingException(
                    file
                        + ": no fingerprint tells whose vectors these are; name the model's when"
                        + " you read them"));
  }

  private static List<String> ids(Path file, int rows) throws IOException {
    Path lines = beside(file, ".jsonl");
    return Files.exists(lines) ? IdLines.read(lines, rows) : new RowNumbers(rows);
  }

  /** The rows' numbers as ids. */
  private static final class RowNumbers extends AbstractList<String> implements RandomAccess {
    private final int rows;

    RowNumbers(int rows) {
      this.rows = rows;
    }

    @Override
    public String get(int row) {
      return Integer.toString(Objects.checkIndex(row, rows));
    }

    @Override
    public int size() {
      return rows;
    }
  }

  private static Path meta(Path file) {
    return beside(file, ".meta.json");
  }

  private static boolean isNpy(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(NPY) && !name.endsWith(SAFETENSORS)) {
      throw new IllegalArgumentException(
          "expected a name that ends in .npy or .safetensors, got " + file);
    }
    return name.endsWith(NPY);
  }

  private static Path beside(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
  }
}
