package io.github.clip4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.github.clip4j.error.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors that one run of a graph is fed, in the element types that the graph asks for. */
final class Feeds implements AutoCloseable {

  private final OrtEnvironment environment = OnnxEnvironment.get();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  /** Feeds what lies between the buffer's position and limit; a direct buffer is not copied. */
  void floats(Port port, FloatBuffer values, long... shape) {
    add(
        port,
        () ->
            port.isHalf()
                ? OnnxTensor.createTensor(environment, halves(values), shape, OnnxJavaType.FLOAT16)
                : OnnxTensor.createTensor(environment, values, shape));
  }

  /** Feeds ids, positions or a mask; some graphs take a mask of floats or booleans. */
  void integers(Port port, int[][] rows) {
    long[] shape =
        port.rank() == 1 ? new long[] {rows[0].length} : new long[] {rows.length, rows[0].length};
    add(
        port,
        () -> {
          if (port.type() == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(environment, longs(rows), shape);
          }
          if (port.type() == OnnxJavaType.FLOAT) {
            return OnnxTensor.createTensor(environment, floats(rows), shape);
          }
          return port.type() == OnnxJavaType.BOOL
              ? OnnxTensor.createTensor(environment, booleans(rows), shape, OnnxJavaType.BOOL)
              : OnnxTensor.createTensor(environment, ints(rows), shape);
        });
  }

  private interface Creation {
    OnnxTensor create() throws OrtException;
  }

  private void add(Port port, Creation creation) {
    try {
      tensors.put(port.name(), creation.create());
    } catch (OrtException e) {
      throw new ModelException("ONNX Runtime cannot take " + port + ": " + e.getMessage(), e);
    }
  }

  private static ShortBuffer halves(FloatBuffer values) {
    ShortBuffer halves = direct(values.remaining(), Short.BYTES).asShortBuffer();
    for (int i = values.position(); i < values.limit(); i++) {
      halves.put(Fp16Conversions.floatToFp16(values.get(i)));
    }
    return halves.rewind();
  }

  private static LongBuffer longs(int[][] rows) {
    LongBuffer buffer = direct(rows.length * rows[0].length, Long.BYTES).asLongBuffer();
    for (int[] row : rows) {
      for (int value : row) {
        buffer.put(value);
      }
    }
    return buffer.rewind();
  }

  private static IntBuffer ints(int[][] rows) {
    IntBuffer buffer = direct(rows.length * rows[0].length, Integer.BYTES).asIntBuffer();
    for (int[] row : rows) {
      buffer.put(row);
    }
    return buffer.rewind();
  }

  private static FloatBuffer floats(int[][] rows) {
    FloatBuffer buffer = directFloats(rows.length * rows[0].length);
    for (int[] row : rows) {
      for (int value : row) {
        buffer.put(value);
      }
    }
    return buffer.rewind();
  }

  private static ByteBuffer booleans(int[][] rows) {
    ByteBuffer buffer = direct(rows.length * rows[0].length, 1);
    for (int[] row : rows) {
      for (int value : row) {
        buffer.put((byte) value);
      }
    }
    return buffer.rewind();
  }

  static FloatBuffer directFloats(int count) {
    return direct(count, Float.BYTES).asFloatBuffer();
  }

  private static ByteBuffer direct(int count, int bytes) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, bytes))
        .order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
