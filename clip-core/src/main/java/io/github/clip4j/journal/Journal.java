package io.github.clip4j.journal;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.clip4j.error.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results that a file holds, by image.
 *
 * <p>The first frame is a {@link Header} in JSON. Each other frame is a checkpoint: the length of a
 * JSON array of {@link Result}s (little-endian int32), the array, and the float32 vectors of those
 * results that did not fail, in their order. A later result of an image replaces an earlier one.
 */
final class Journal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String FORMAT = "clip4j embedding journal 1";
  private static final Gson GSON = new Gson();

  private final Path path;
  private final Frames frames;
  private final int dimension;
  private final Map<Key, Place> places = new LinkedHashMap<>();

  private Journal(Path path, Frames frames, int dimension) {
    this.path = path;
    this.frames = frames;
    this.dimension = dimension;
  }

  /** What a journal is of. */
  private record Header(
      @Nullable String format, @Nullable String fingerprint, int dimension, int batchSize) {}

  /**
   * Opens a journal, which is made where it is missing.
   *
   * @throws JournalException if it is of another model, in use, or no journal
   */
  static Journal open(Path path, String fingerprint, int dimension, int batchSize)
      throws IOException {
    Frames frames =
        Frames.open(path)
            .orElseThrow(
                () -> new JournalException("another run is writing " + path + ": wait for it"));
    try {
      Journal journal = new Journal(path, frames, dimension);
      journal.begin(new Header(FORMAT, fingerprint, dimension, batchSize));
      journal.replay();
      return journal;
    } catch (IOException | RuntimeException e) {
      frames.close();
      throw e;
    }
  }

  private void begin(Header expected) throws IOException {
    Optional<ByteBuffer> first = frames.next();
    if (first.isEmpty() && frames.isUnfinished(json(expected))) {
      frames.append(json(expected));
      return;
    }
    Header found = header(first);
    if (!expected.equals(found)) {
      throw new JournalException(
          "expected a journal of the model "
              + describe(expected)
              + ", found one of "
              + describe(found)
              + ": "
              + path
              + "; load the model as before, or delete the journal to start anew");
    }
  }

  private Header header(Optional<ByteBuffer> frame) {
    try {
      Header header = frame.map(f -> GSON.fromJson(text(f), Header.class)).orElse(null);
      if (header != null && FORMAT.equals(header.format)) {
        return header;
      }
    } catch (JsonParseException e) {
      LOG.debug("No header in {}", path, e);
    }
    throw new JournalException(
        "expected a journal of embeddings, found something else in " + path + ": choose another");
  }

  private static String describe(Header header) {
    return header.fingerprint
        + " ("
        + header.dimension
        + " dimensions, batches of "
        + header.batchSize
        + ")";
  }

  private void replay() throws IOException {
    for (Optional<ByteBuffer> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      place(frame.get());
    }
    if (frames.torn() > 0) {
      LOG.info("{} ends in {} bytes of an unfinished checkpoint", path, frames.torn());
    }
  }

  private void place(ByteBuffer checkpoint) {
    Result[] results = null;
    if (checkpoint.remaining() >= Integer.BYTES) {
      int length = checkpoint.getInt();
      if (length >= 0 && length <= checkpoint.remaining()) {
        results = results(checkpoint.slice(checkpoint.position(), length));
        checkpoint.position(checkpoint.position() + length);
      }
    }
    long vectors =
        results == null ? -1 : Stream.of(results).filter(r -> r.failure() == null).count();
    if (results == null || vectors * dimension * Float.BYTES != checkpoint.remaining()) {
      throw new JournalException(
          "expected a checkpoint before byte "
              + frames.end()
              + ", found something else in "
              + path);
    }
    place(List.of(results), frames.end() - checkpoint.remaining());
  }

  private static Result @Nullable [] results(ByteBuffer json) {
    try {
      return GSON.fromJson(text(json), Result[].class);
    } catch (JsonParseException e) {
      return null;
    }
  }

  private void place(List<Result> results, long vectors) {
    long offset = vectors;
    for (Result result : results) {
      boolean failed = result.failure() != null;
      places.put(result.key(), new Place(result.version(), failed ? -1 : offset, result.failure()));
      offset += failed ? 0 : (long) dimension * Float.BYTES;
    }
  }

  /** The images that have a result. */
  Set<Key> keys() {
    return places.keySet();
  }

  /** Where the result of an image is; null if it has none. */
  @Nullable Place find(Key key) {
    return places.get(key);
  }

  /** The vector of an image that did not fail. */
  float[] vector(Place place) throws IOException {
    float[] vector = new float[dimension];
    frames.read(place.offset(), dimension * Float.BYTES).asFloatBuffer().get(vector);
    return vector;
  }

  /**
   * Adds results, all of them or none, and returns when the disk has them.
   *
   * @param vectors of those that did not fail, in their order
   * @throws JournalException if they are too many for one frame; nothing is written then
   */
  void append(List<Result> results, List<float[]> vectors) throws IOException {
    byte[] json = json(results);
    long vectorBytes = (long) vectors.size() * dimension * Float.BYTES;
    long length = Integer.BYTES + json.length + vectorBytes;
    frames.requireReadable(length);
    ByteBuffer payload = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    payload.putInt(json.length).put(json);
    for (float[] vector : vectors) {
      payload.asFloatBuffer().put(vector);
      payload.position(payload.position() + vector.length * Float.BYTES);
    }
    frames.append(payload.array());
    place(results, frames.end() - vectorBytes);
  }

  private static byte[] json(Object value) {
    return GSON.toJson(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer utf8) {
    return StandardCharsets.UTF_8.decode(utf8).toString();
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
