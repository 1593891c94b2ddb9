package io.github.clip4j.onnx;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.thread.InterruptibleFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a graph's file says before it is loaded: the operators that it uses, and the files in which
 * weights lie. It is read from the protocol buffer, with the weights skipped; field numbers are
 * those of onnx.proto.
 */
public final class OnnxFile {

  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_FUNCTION = 25;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int FUNCTION_NODE = 7;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int TENSOR_EXTERNAL = 13;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  /** Real graphs nest twice; more would be an attack on the stack. */
  private static final int DEEPEST = 32;

  private static final int LONGEST_NAME = 1 << 16;

  private final SeekableByteChannel in;
  private final long size;

  /** A piece of the file, read from without a call for each byte. */
  private final ByteBuffer window = ByteBuffer.allocate(1 << 14).limit(0);

  private final Set<String> operators = new TreeSet<>();

  /** The end of the last weight in each file. */
  private final Map<String, Long> external = new TreeMap<>();

  private long position;
  private int depth;

  private OnnxFile(SeekableByteChannel in) throws IOException {
    this.in = in;
    size = in.size();
  }

  /** Reads a graph's operators and the names of its weight files. */
  static OnnxFile read(Path graph) {
    try {
      if (!Files.isRegularFile(graph)) {
        throw new ModelException("expected a graph at " + graph + ", which is no file");
      }
      return InterruptibleFile.read(graph, OnnxFile::read);
    } catch (IOException | ArithmeticException | NumberFormatException e) {
      throw new ModelException(
          "expected an ONNX graph in "
              + graph
              + ", but: "
              + e.getMessage()
              + "; was it downloaded whole, and not as a Git LFS pointer?",
          e);
    }
  }

  private static OnnxFile read(SeekableByteChannel in) throws IOException {
    OnnxFile file = new OnnxFile(in);
    file.message(file.size, file::model);
    return file;
  }

  Set<String> operators() {
    return operators;
  }

  /**
   * The files beside a graph in which its weights lie.
   *
   * @param graph a graph
   * @return the files, each of which is long enough; none for most graphs
   * @throws ModelException if the graph cannot be read, or such a file is missing, too short, or
   *     outside of the graph's directory
   */
  public static Set<Path> weights(Path graph) {
    return read(graph).weightsOf(graph);
  }

  /**
   * The names of the files in which a graph's weights lie, whether they are there or not.
   *
   * @param graph a graph
   * @return paths from the graph's directory, as the graph writes them: they may lead out of it
   * @throws ModelException if the graph cannot be read
   */
  public static Set<String> weightNames(Path graph) {
    return Set.copyOf(read(graph).external.keySet());
  }

  Set<Path> weightsOf(Path graph) {
    Set<Path> files = new TreeSet<>();
    Path folder = graph.toAbsolutePath().resolveSibling("");
    external.forEach(
        (location, end) -> {
          Path file = folder.resolve(location).normalize();
          if (!file.startsWith(folder) || location.indexOf('\0') >= 0) {
            throw new ModelException(
                graph + ": expected weights beside the graph, found them in \"" + location + "\"");
          }
          checkLength(graph, file, end);
          files.add(file);
        });
    return files;
  }

  private static void checkLength(Path graph, Path weights, long needed) {
    try {
      if (!Files.isRegularFile(weights) || Files.size(weights) < needed) {
        String found =
            Files.isRegularFile(weights) ? "only " + Files.size(weights) + " of them" : "none";
        throw new ModelException(
            "expected at least "
                + needed
                + " bytes of weights in "
                + weights
                + ", which "
                + graph.getFileName()
                + " needs beside it, found "
                + found);
      }
    } catch (IOException e) {
      throw new ModelException("cannot read " + weights + ": " + e, e);
    }
  }

  private interface Field {
    /** Reads a field's {@code length} bytes, or returns false to have them skipped. */
    boolean read(int number, int length) throws IOException;
  }

  private boolean model(int number, int length) throws IOException {
    return switch (number) {
      case MODEL_GRAPH -> message(length, this::graph);
      case MODEL_FUNCTION ->
          message(length, (n, l) -> n == FUNCTION_NODE && message(l, this::node));
      default -> false;
    };
  }

  private boolean graph(int number, int length) throws IOException {
    return switch (number) {
      case GRAPH_NODE -> message(length, this::node);
      case GRAPH_INITIALIZER -> tensor(length);
      default -> false;
    };
  }

  private boolean node(int number, int length) throws IOException {
    return switch (number) {
      case NODE_OPERATOR -> {
        operators.add(string(length));
        yield true;
      }
      case NODE_ATTRIBUTE -> message(length, this::attribute);
      default -> false;
    };
  }

  private boolean attribute(int number, int length) throws IOException {
    return switch (number) {
      case ATTRIBUTE_TENSOR -> tensor(length);
      case ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS -> message(length, this::graph);
      default -> false;
    };
  }

  private boolean tensor(int length) throws IOException {
    Map<String, String> entries = new HashMap<>();
    message(length, (number, l) -> number == TENSOR_EXTERNAL && entry(l, entries));
    String location = entries.get("location");
    if (location != null) {
      long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
      long bytes = Long.parseLong(entries.getOrDefault("length", "0"));
      external.merge(location, Math.addExact(offset, bytes), Math::max);
    }
    return true;
  }

  private boolean entry(int length, Map<String, String> entries) throws IOException {
    String[] pair = {"", ""};
    message(
        length,
        (number, l) -> {
          if (number != ENTRY_KEY && number != ENTRY_VALUE) {
            return false;
          }
          pair[number - ENTRY_KEY] = string(l);
          return true;
        });
    entries.put(pair[0], pair[1]);
    return true;
  }

  private boolean message(long length, Field field) throws IOException {
    long end = position + length;
    if (++depth > DEEPEST) {
      throw new IOException("its graphs nest too deeply");
    }
    while (position < end) {
      long tag = varint();
      if (tag >>> 3 == 0) {
        throw new IOException("no protocol buffer at byte " + position);
      }
      switch ((int) (tag & 7)) {
        case 0 -> varint();
        case 1 -> skip(Long.BYTES);
        case 2 -> {
          int size = Math.toIntExact(varint());
          if (size < 0 || size > end - position) {
            throw new IOException("a field ends behind its message, at byte " + position);
          }
          if (!field.read((int) (tag >>> 3), size)) {
            skip(size);
          }
        }
        case 5 -> skip(Integer.BYTES);
        default -> throw new IOException("no protocol buffer at byte " + position);
      }
    }
    depth--;
    return true;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!window.hasRemaining()) {
        fill();
      }
      int next = window.get();
      position++;
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("no protocol buffer at byte " + position);
  }

  private String string(int length) throws IOException {
    if (length > LONGEST_NAME) {
      throw new IOException("a name of " + length + " bytes at byte " + position);
    }
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      if (!window.hasRemaining()) {
        fill();
      }
      int count = Math.min(length - done, window.remaining());
      window.get(bytes, done, count);
      done += count;
      position += count;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void fill() throws IOException {
    in.position(position);
    window.clear();
    int count = in.read(window);
    window.flip();
    if (count <= 0) {
      throw endsTooEarly();
    }
  }

  private static EOFException endsTooEarly() {
    return new EOFException("the file ends too early");
  }

  private void skip(long length) throws IOException {
    if (length > size - position) {
      throw endsTooEarly();
    }
    position += length;
    if (length <= window.remaining()) {
      window.position(window.position() + (int) length);
    } else {
      window.limit(0);
    }
  }
}
