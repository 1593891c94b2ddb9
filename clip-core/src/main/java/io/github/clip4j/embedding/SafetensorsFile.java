package io.github.clip4j.embedding;

import com.google.gson.stream.JsonWriter;
import io.github.clip4j.embedding.EmbeddingFiles.Content;
import io.github.clip4j.embedding.EmbeddingFiles.Precision;
import io.github.clip4j.embedding.SafetensorsHeader.Tensor;
import io.github.clip4j.error.EmbeddingException;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.AtomicFile;
import io.github.clip4j.npy.Half;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/** The matrix of a {@code .safetensors} file and the fingerprint in its metadata. */
final class SafetensorsFile {
  private static final String NAME = "embeddings";
  private static final String FINGERPRINT = "fingerprint";
  private static final int BUFFER_BYTES = 1 << 20;

  private SafetensorsFile() {}

  /**
   * Reads the tensor {@code embeddings}, or the only matrix there is, of F32, F16, BF16 or F64.
   *
   * @throws EmbeddingException if there is none, or the file is damaged
   */
  static Content read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel, file);
      Tensor tensor = matrix(header, file);
      long elements = tensor.shape().get(0) * tensor.shape().get(1);
      if (elements > Integer.MAX_VALUE - 8) {
        throw new EmbeddingException(
            file + ": expected a matrix that an array can hold, found one of " + tensor.shape());
      }
      FMatrixRMaj matrix =
          new FMatrixRMaj(tensor.shape().get(0).intValue(), tensor.shape().get(1).intValue());
      read(channel.position(header.dataStart() + tensor.begin()), tensor, matrix.data, file);
      return new Content(matrix, Optional.ofNullable(header.metadata().get(FINGERPRINT)));
    }
  }

  private static Tensor matrix(SafetensorsHeader header, Path file) {
    List<Map.Entry<String, Tensor>> matrices =
        header.tensors().entrySet().stream().filter(entry -> isMatrix(entry.getValue())).toList();
    for (Map.Entry<String, Tensor> entry : matrices) {
      if (matrices.size() == 1 || entry.getKey().equals(NAME)) {
        return entry.getValue();
      }
    }
    throw new EmbeddingException(
        file
            + ": expected a matrix of F32, F16, BF16 or F64 named \""
            + NAME
            + "\", or a single one, found "
            + matrices.stream().limit(10).map(Map.Entry::getKey).toList()
            + " among "
            + header.tensors().size()
            + " tensors");
  }

  private static boolean isMatrix(Tensor tensor) {
    return tensor.shape().size() == 2
        && tensor.shape().get(1) > 0
        && tensor.shape().get(1) <= Integer.MAX_VALUE
        && List.of("F32", "F16", "BF16", "F64").contains(tensor.type());
  }

  private static void read(FileChannel channel, Tensor tensor, float[] to, Path file)
      throws IOException {
    int size = to.length == 0 ? 1 : (int) ((tensor.end() - tensor.begin()) / to.length);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < to.length; ) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, (long) (to.length - at) * size));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EmbeddingException(file + ": the file ends within its data");
        }
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        to[at++] = value(buffer, tensor.type());
      }
    }
  }

  private static float value(ByteBuffer buffer, String type) {
    return switch (type) {
      case "F16" -> Half.toFloat(buffer.getShort());
      case "BF16" -> Float.intBitsToFloat(buffer.getShort() << 16);
      case "F64" -> (float) buffer.getDouble();
      default -> buffer.getFloat();
    };
  }

  /** Writes one tensor, {@code embeddings}, block by block. */
  static void write(AtomicFile out, Rows rows, Precision precision, String fingerprint)
      throws IOException {
    boolean half = precision == Precision.FLOAT16;
    long length = (long) rows.count() * rows.dimension() * (half ? Short.BYTES : Float.BYTES);
    out.write(ByteBuffer.wrap(header(rows, half ? "F16" : "F32", length, fingerprint)));
    int rowsAtATime = Math.max(1, BUFFER_BYTES / Float.BYTES / Math.max(1, rows.dimension()));
    FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(rowsAtATime, rows.dimension()));
    ByteBuffer bytes =
        ByteBuffer.allocate(values.capacity() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int first = 0; first < rows.count(); first += rowsAtATime) {
      rows.copy(first, Math.min(rowsAtATime, rows.count() - first), values.clear());
      values.flip();
      bytes.clear();
      while (values.hasRemaining()) {
        if (half) {
          bytes.putShort(Half.fromFloat(values.get()));
        } else {
          bytes.putFloat(values.get());
        }
      }
      out.write(bytes.flip());
    }
  }

  /** As the reference writes it: compact, with spaces up to a multiple of eight bytes. */
  private static byte[] header(Rows rows, String type, long length, String fingerprint)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name(SafetensorsHeader.METADATA).beginObject();
      json.name(FINGERPRINT).value(fingerprint).endObject();
      json.name(NAME).beginObject().name("dtype").value(type);
      json.name("shape").beginArray().value(rows.count()).value(rows.dimension()).endArray();
      json.name("data_offsets").beginArray().value(0).value(length).endArray();
      json.endObject().endObject();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + 7) / 8 * 8;
    ByteBuffer header =
        ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    header.put(bytes);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }
}
