package io.github.clip4j.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes ONNX graphs of a few nodes, for what the reference models have no example of. Field
 * numbers and element types are those of onnx.proto.
 */
final class TinyGraph {

  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int BOOL = 9;

  private final List<byte[]> nodes = new ArrayList<>();
  private final List<byte[]> inputs = new ArrayList<>();
  private final List<byte[]> outputs = new ArrayList<>();

  /** Dimensions are numbers, or symbols where they are free. */
  TinyGraph input(String name, int type, Object... shape) {
    inputs.add(value(name, type, shape));
    return this;
  }

  TinyGraph output(String name, Object... shape) {
    outputs.add(value(name, FLOAT, shape));
    return this;
  }

  /** The mean over the axes given, of rank one less each unless they are kept. */
  TinyGraph mean(String from, String to, boolean keep, long... axes) {
    return node(
        "ReduceMean",
        List.of(from),
        to,
        attribute("axes", axes),
        attribute("keepdims", keep ? 1 : 0));
  }

  /** The mean of integer rows, {@code [n, length]} to {@code [n, 1]}. */
  TinyGraph meanOfRows(String from, String to) {
    node("Cast", List.of(from), from + "_float", attribute("to", FLOAT));
    return mean(from + "_float", to, true, 1);
  }

  /** Columns side by side. */
  TinyGraph concat(String to, String... from) {
    return node("Concat", List.of(from), to, attribute("axis", 1));
  }

  TinyGraph node(String operator, List<String> from, String to, byte[]... attributes) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    from.forEach(name -> string(node, 1, name));
    string(node, 2, to);
    string(node, 4, operator);
    for (byte[] attribute : attributes) {
      bytes(node, 5, attribute);
    }
    nodes.add(node.toByteArray());
    return this;
  }

  Path write(Path file) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    nodes.forEach(node -> bytes(graph, 1, node));
    string(graph, 2, "tiny");
    inputs.forEach(input -> bytes(graph, 11, input));
    outputs.forEach(output -> bytes(graph, 12, output));
    ByteArrayOutputStream opset = new ByteArrayOutputStream();
    number(opset, 2, 17);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    number(model, 1, 8);
    bytes(model, 7, graph.toByteArray());
    bytes(model, 8, opset.toByteArray());
    return Files.write(file, model.toByteArray());
  }

  private static byte[] value(String name, int type, Object... shape) {
    ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
    for (Object size : shape) {
      ByteArrayOutputStream dimension = new ByteArrayOutputStream();
      if (size instanceof Integer fixed) {
        number(dimension, 1, fixed);
      } else {
        string(dimension, 2, size.toString());
      }
      bytes(dimensions, 1, dimension.toByteArray());
    }
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    number(tensor, 1, type);
    bytes(tensor, 2, dimensions.toByteArray());
    ByteArrayOutputStream typeInfo = new ByteArrayOutputStream();
    bytes(typeInfo, 1, tensor.toByteArray());
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    string(value, 1, name);
    bytes(value, 2, typeInfo.toByteArray());
    return value.toByteArray();
  }

  private static byte[] attribute(String name, long... values) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    string(attribute, 1, name);
    for (long value : values) {
      number(attribute, 8, value);
    }
    number(attribute, 20, 7);
    return attribute.toByteArray();
  }

  private static byte[] attribute(String name, int value) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    string(attribute, 1, name);
    number(attribute, 3, value);
    number(attribute, 20, 2);
    return attribute.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    varint(out, (long) field << 3);
    varint(out, value);
  }

  private static void string(ByteArrayOutputStream out, int field, String value) {
    bytes(out, field, value.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
    varint(out, ((long) field << 3) | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
