package io.github.clip4j.onnx;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operators that a graph uses, read from the file's protocol buffer; weights are skipped, not
 * read. Field numbers are those of onnx.proto.
 */
final class OnnxOperators {

  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_FUNCTION = 25;
  private static final int GRAPH_NODE = 1;
  private static final int FUNCTION_NODE = 7;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_GRAPHS = 11;

  private final InputStream in;
  private final Set<String> operators = new TreeSet<>();
  private long position;

  private OnnxOperators(InputStream in) {
    this.in = in;
  }

  static Set<String> of(Path graph) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(graph), 1 << 16)) {
      OnnxOperators reader = new OnnxOperators(in);
      reader.message(Files.size(graph), reader::model);
      return reader.operators;
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
    return number == GRAPH_NODE && message(length, this::node);
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
    return (number == ATTRIBUTE_GRAPH || number == ATTRIBUTE_GRAPHS)
        && message(length, this::graph);
  }

  private boolean message(long length, Field field) throws IOException {
    long end = position + length;
    while (position < end) {
      long tag = varint();
      switch ((int) (tag & 7)) {
        case 0 -> varint();
        case 1 -> skip(Long.BYTES);
        case 2 -> {
          int size = Math.toIntExact(varint());
          if (!field.read((int) (tag >>> 3), size)) {
            skip(size);
          }
        }
        case 5 -> skip(Integer.BYTES);
        default -> throw new IOException("no protocol buffer at byte " + position);
      }
    }
    return true;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the file ends too early");
      }
      position++;
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("no protocol buffer at byte " + position);
  }

  private String string(int length) throws IOException {
    position += length;
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private void skip(long length) throws IOException {
    in.skipNBytes(length);
    position += length;
  }
}
