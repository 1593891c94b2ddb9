package io.github.clip4j.embedding;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.clip4j.error.EmbeddingException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a {@code .safetensors} file: its length as {@code uint64}, then JSON with the type,
 * shape and place of each tensor ({@code huggingface/safetensors}, README.md, "Format").
 *
 * <p>All that the format promises is checked against the file's real length before a tensor is
 * touched: tensors follow each other from the first byte of the data to the last, without gap or
 * overlap, each as long as its shape says.
 *
 * @param metadata the strings of {@code __metadata__}
 * @param tensors by name, in the order of their data
 * @param dataStart where in the file the data begin
 */
record SafetensorsHeader(
    Map<String, String> metadata, Map<String, Tensor> tensors, long dataStart) {
  static final String METADATA = "__metadata__";

  private static final int PREFIX = Long.BYTES;
  // The reference stops at 100,000,000 bytes; vectors need a few hundred, models some 100,000.
  private static final int MAX_LENGTH = 16_000_000;
  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_AXES = 64;

  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("U16", 2),
          Map.entry("I16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("U32", 4),
          Map.entry("I32", 4),
          Map.entry("F32", 4),
          Map.entry("U64", 8),
          Map.entry("I64", 8),
          Map.entry("F64", 8));

  /**
   * One tensor.
   *
   * @param type such as {@code F32}
   * @param shape the axes
   * @param begin its first byte, counted from the start of the data
   * @param end the byte behind its last
   */
  record Tensor(String type, List<Long> shape, long begin, long end) {}

  /**
   * Reads and checks the header.
   *
   * @throws EmbeddingException if it is not what the format promises
   */
  static SafetensorsHeader read(FileChannel channel, Path file) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    while (prefix.hasRemaining() && channel.read(prefix, prefix.position()) >= 0) {}
    if (prefix.hasRemaining()) {
      throw new EmbeddingException(
          file + ": expected a .safetensors file, found " + prefix.position() + " bytes");
    }
    long length = prefix.getLong(0);
    long available = channel.size() - PREFIX;
    if (length < 2 || length > Math.min(available, MAX_LENGTH)) {
      throw new EmbeddingException(
          String.format(
              "%s: expected a header of 2 to %d bytes, found one of %s in a file of %d",
              file,
              Math.min(available, MAX_LENGTH),
              Long.toUnsignedString(length),
              available + PREFIX));
    }
    ByteBuffer json = ByteBuffer.allocate((int) length);
    while (json.hasRemaining()) {
      if (channel.read(json, PREFIX + json.position()) < 0) {
        throw new EmbeddingException(file + ": expected " + length + " bytes of header");
      }
    }
    Parser parser = new Parser(file);
    parser.read(json.array());
    return parser.header(PREFIX + length, available - length);
  }

  /** Reads the JSON as a stream: nothing is built of what does not belong there. */
  private static final class Parser {
    private final Path file;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private boolean metadataSeen;

    Parser(Path file) {
      this.file = file;
    }

    void read(byte[] text) throws IOException {
      try (JsonReader json =
          new JsonReader(
              new InputStreamReader(
                  new ByteArrayInputStream(text), StandardCharsets.UTF_8.newDecoder()))) {
        json.setStrictness(Strictness.STRICT);
        json.beginObject();
        while (json.hasNext()) {
          entry(json.nextName(), json);
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
          throw broken("nothing behind the header's object");
        }
      } catch (MalformedJsonException
          | EOFException
          | CharacterCodingException
          | IllegalStateException
          | NumberFormatException e) {
        throw new EmbeddingException(
            file + ": expected a .safetensors header, found other JSON: " + e.getMessage(), e);
      }
    }

    private void entry(String name, JsonReader json) throws IOException {
      if (name.equals(METADATA)) {
        if (metadataSeen) {
          throw broken("each name once, not " + METADATA + " twice");
        }
        metadataSeen = true;
        metadata(json);
        return;
      }
      if (tensors.put(name, tensor(name, json)) != null) {
        throw broken("each name once, not \"" + name + "\" twice");
      }
      if (tensors.size() > MAX_TENSORS) {
        throw broken("at most " + MAX_TENSORS + " tensors");
      }
    }

    private void metadata(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (json.peek() != JsonToken.STRING || metadata.put(name, json.nextString()) != null) {
          throw broken("strings under different names in " + METADATA);
        }
      }
      json.endObject();
    }

    private Tensor tensor(String name, JsonReader json) throws IOException {
      Map<String, List<Long>> numbers = new LinkedHashMap<>();
      String type = "";
      json.beginObject();
      while (json.hasNext()) {
        String field = json.nextName();
        if (field.equals("dtype") && type.isEmpty()) {
          type = json.nextString();
        } else if ((!field.equals("shape") && !field.equals("data_offsets"))
            || numbers.put(field, numbers(json)) != null) {
          throw broken("dtype, shape and data_offsets once each in \"" + name + "\"");
        }
      }
      json.endObject();
      List<Long> offsets = numbers.getOrDefault("data_offsets", List.of());
      List<Long> shape = numbers.get("shape");
      if (shape == null || offsets.size() != 2) {
        throw broken("a shape and two data_offsets in \"" + name + "\"");
      }
      if (!SIZES.containsKey(type)) {
        throw broken("a type among " + SIZES.keySet() + " in \"" + name + "\", not " + type);
      }
      return new Tensor(type, shape, offsets.get(0), offsets.get(1));
    }

    private List<Long> numbers(JsonReader json) throws IOException {
      List<Long> numbers = new ArrayList<>();
      json.beginArray();
      while (json.hasNext()) {
        long number = json.peek() == JsonToken.NUMBER ? Long.parseLong(json.nextString()) : -1;
        if (number < 0 || numbers.size() == MAX_AXES) {
          throw broken("at most " + MAX_AXES + " numbers, none negative, in a list");
        }
        numbers.add(number);
      }
      json.endArray();
      return List.copyOf(numbers);
    }

    SafetensorsHeader header(long dataStart, long dataLength) {
      Map<String, Tensor> inOrder = new LinkedHashMap<>();
      long at = 0;
      List<Map.Entry<String, Tensor>> sorted = new ArrayList<>(tensors.entrySet());
      sorted.sort(
          Comparator.comparingLong((Map.Entry<String, Tensor> entry) -> entry.getValue().begin())
              .thenComparingLong(entry -> entry.getValue().end()));
      for (Map.Entry<String, Tensor> entry : sorted) {
        Tensor tensor = entry.getValue();
        if (tensor.begin() != at || tensor.end() - at != bytes(tensor)) {
          throw broken(
              "\"" + entry.getKey() + "\" to take " + bytes(tensor) + " bytes from " + at + " on");
        }
        at = tensor.end();
        inOrder.put(entry.getKey(), tensor);
      }
      if (at != dataLength) {
        throw broken(at + " bytes of data, found " + dataLength);
      }
      return new SafetensorsHeader(metadata, inOrder, dataStart);
    }

    private long bytes(Tensor tensor) {
      long bytes = SIZES.getOrDefault(tensor.type(), 1);
      try {
        for (long axis : tensor.shape()) {
          bytes = Math.multiplyExact(bytes, axis);
        }
        return bytes;
      } catch (ArithmeticException e) {
        throw new EmbeddingException(
            file + ": expected a shape that fits into a file, found " + tensor.shape(), e);
      }
    }

    private EmbeddingException broken(String expected) {
      return new EmbeddingException(file + ": expected " + expected);
    }
  }
}
