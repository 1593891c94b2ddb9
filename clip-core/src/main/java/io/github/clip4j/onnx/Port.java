package io.github.clip4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An input or output of a graph. A dimension that is free is -1, with its symbol if it has one. */
record Port(String name, @Nullable OnnxJavaType type, List<Long> shape, List<String> symbols) {

  static Port of(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      return new Port(node.getName(), null, List.of(), List.of());
    }
    List<Long> shape = new ArrayList<>();
    for (long dimension : tensor.getShape()) {
      shape.add(dimension);
    }
    return new Port(
        node.getName(), tensor.type, List.copyOf(shape), List.of(tensor.getDimensionNames()));
  }

  boolean isFloat() {
    return type == OnnxJavaType.FLOAT || isHalf();
  }

  boolean isHalf() {
    return type == OnnxJavaType.FLOAT16;
  }

  boolean isInteger() {
    return type == OnnxJavaType.INT32 || type == OnnxJavaType.INT64;
  }

  int rank() {
    return shape.size();
  }

  /** The fixed size of an axis, or -1. */
  int size(int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  /** Whether both first axes are one free size under one name. */
  boolean sharesBatchWith(Port other) {
    String symbol = symbols.get(0);
    return size(0) < 0 && !symbol.isEmpty() && symbol.equals(other.symbols.get(0));
  }

  @Override
  public String toString() {
    List<String> axes = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      String symbol = symbols.get(i).isEmpty() ? "?" : symbols.get(i);
      axes.add(shape.get(i) < 0 ? symbol : shape.get(i).toString());
    }
    String kind = type == null ? "no tensor" : type.name().toLowerCase(Locale.ROOT);
    return name + " " + kind + axes;
  }
}
