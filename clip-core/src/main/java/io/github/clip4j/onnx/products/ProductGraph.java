package io.github.clip4j.onnx.products;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of small ONNX graphs over float32 matrices. Field numbers are those of onnx.proto, IR
 * version 8, operator set 13.
 */
final class ProductGraph {
  private static final int FLOAT = 1;
  private static final int INT_ATTRIBUTE = 2;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  private ProductGraph() {}

  /** {@code y = a bᵀ}. */
  static byte[] product() {
    return new ProductGraph()
        .gemm("transB", "y", "a", "b")
        .name()
        .input("a", "m", "d")
        .input("b", "k", "d")
        .output("m", "k")
        .model();
  }

  /** {@code y = (a vᵀ + c)ᵀ a}. */
  static byte[] gram() {
    return new ProductGraph()
        .gemm("transB", "p", "a", "v", "c")
        .gemm("transA", "y", "p", "a")
        .name()
        .input("a", "m", "d")
        .input("v", "k", "d")
        .input("c", "one", "k")
        .output("k", "d")
        .model();
  }

  /** {@code y = a}, in memory of its own. */
  static byte[] copy() {
    return new ProductGraph()
        .node("Identity", new byte[0], "y", "a")
        .name()
        .input("a", "m", "d")
        .output("m", "d")
        .model();
  }

  private ProductGraph gemm(String transposed, String to, String... from) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    string(attribute, 1, transposed);
    number(attribute, 3, 1);
    number(attribute, 20, INT_ATTRIBUTE);
    return node("Gemm", attribute.toByteArray(), to, from);
  }

  private ProductGraph node(String operator, byte[] attribute, String to, String... from) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    for (String name : from) {
      string(node, 1, name);
    }
    string(node, 2, to);
    string(node, 4, operator);
    if (attribute.length > 0) {
      bytes(node, 5, attribute);
    }
    bytes(graph, 1, node.toByteArray());
    return this;
  }

  private ProductGraph name() {
    string(graph, 2, "products");
    return this;
  }

  private ProductGraph input(String name, String... shape) {
    bytes(graph, 11, value(name, shape));
    return this;
  }

  private ProductGraph output(String... shape) {
    bytes(graph, 12, value("y", shape));
    return this;
  }

  private byte[] model() {
    ByteArrayOutputStream operators = new ByteArrayOutputStream();
    number(operators, 2, 13);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    number(model, 1, 8);
    bytes(model, 7, graph.toByteArray());
    bytes(model, 8, operators.toByteArray());
    return model.toByteArray();
  }

  private static byte[] value(String name, String... shape) {
    ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
    for (String symbol : shape) {
      ByteArrayOutputStream dimension = new ByteArrayOutputStream();
      string(dimension, 2, symbol);
      bytes(dimensions, 1, dimension.toByteArray());
    }
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    number(tensor, 1, FLOAT);
    bytes(tensor, 2, dimensions.toByteArray());
    ByteArrayOutputStream type = new ByteArrayOutputStream();
    bytes(type, 1, tensor.toByteArray());
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    string(value, 1, name);
    bytes(value, 2, type.toByteArray());
    return value.toByteArray();
  }

  private static void string(ByteArrayOutputStream to, int field, String value) {
    bytes(to, field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field of a length and that many bytes; all are shorter than a kilobyte. */
  private static void bytes(ByteArrayOutputStream to, int field, byte[] value) {
    varint(to, (field << 3) | 2);
    varint(to, value.length);
    to.writeBytes(value);
  }

  private static void number(ByteArrayOutputStream to, int field, int value) {
    varint(to, field << 3);
    varint(to, value);
  }

  private static void varint(ByteArrayOutputStream to, int value) {
    int rest = value;
    while (rest > 0x7f) {
      to.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    to.write(rest);
  }
}
