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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that one run of a graph is fed, in the element types that the graph asks for. Closing
 * frees the tensors and keeps the direct buffers behind them, so that the next run can be fed with
 * the same object. It belongs to one thread at a time.
 */
final class Feeds implements AutoCloseable {

  private final OrtEnvironment environment = OnnxEnvironment.get();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private final Map<String, ByteBuffer> buffers = new HashMap<>();

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  /** Feeds what lies between the buffer's position and limit; a direct buffer is not copied. */
  void floats(Port port, FloatBuffer values, long... shape) {
    if (port.isHalf()) {
      add(port, () -> half(halves(port, values), shape));
    } else {
      add(port, () -> OnnxTensor.createTensor(environment, values, shape));
    }
  }

  /** Feeds zeros. */
  void zeros(Port port, long... shape) {
    int count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, Math.toIntExact(size));
    }
    ByteBuffer zeros = buffer(port, count, port.isHalf() ? Short.BYTES : Float.BYTES);
    if (port.isHalf()) {
      add(port, () -> half(zeros.asShortBuffer(), shape));
    } else {
      add(port, () -> OnnxTensor.createTensor(environment, zeros.asFloatBuffer(), shape));
    }
  }

  /** Feeds ids, positions or a mask; some graphs take a mask of floats or booleans. */
  void integers(Port port, int[][] rows) {
    long[] shape =
        port.rank() == 1 ? new long[] {rows[0].length} : new long[] {rows.length, rows[0].length};
    add(
        port,
        () -> {
          if (port.type() == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(environment, longs(port, rows), shape);
          }
          if (port.type() == OnnxJavaType.FLOAT) {
            return OnnxTensor.createTensor(environment, floats(port, rows), shape);
          }
          return port.type() == OnnxJavaType.BOOL
              ? OnnxTensor.createTensor(environment, booleans(port, rows), shape, OnnxJavaType.BOOL)
              : OnnxTensor.createTensor(environment, ints(port, rows), shape);
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

  private OnnxTensor half(ShortBuffer values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, values, shape, OnnxJavaType.FLOAT16);
  }

  private ShortBuffer halves(Port port, FloatBuffer values) {
    ShortBuffer halves = buffer(port, values.remaining(), Short.BYTES).asShortBuffer();
    for (int i = values.position(); i < values.limit(); i++) {
      halves.put(Fp16Conversions.floatToFp16(values.get(i)));
    }
    return halves.rewind();
  }

  private LongBuffer longs(Port port, int[][] rows) {
    LongBuffer buffer = buffer(port, rows.length * rows[0].length, Long.BYTES).asLongBuffer();
    for (int[] row : rows) {
      for (int value : row) {
        buffer.put(value);
      }
    }
    return buffer.rewind();
  }

  private IntBuffer ints(Port port, int[][] rows) {
    IntBuffer buffer = buffer(port, rows.length * rows[0].length, Integer.BYTES).asIntBuffer();
    for (int[] row : rows) {
      buffer.put(row);
    }
    return buffer.rewind();
  }

  private FloatBuffer floats(Port port, int[][] rows) {
    FloatBuffer buffer = buffer(port, rows.length * rows[0].length, Float.BYTES).asFloatBuffer();
    for (int[] row : rows) {
      for (int value : row) {
        buffer.put(value);
      }
    }
    return buffer.rewind();
  }

  private ByteBuffer booleans(Port port, int[][] rows) {
    ByteBuffer buffer = buffer(port, rows.length * rows[0].length, 1);
    for (int[] row : rows) {
      for (int value : row) {
        buffer.put((byte) value);
      }
    }
    return buffer.rewind();
  }

  /** The buffer that is kept for an input, made anew where a larger one is needed. */
  private ByteBuffer buffer(Port port, int count, int bytes) {
    int size = Math.multiplyExact(count, bytes);
    @Nullable ByteBuffer kept = buffers.get(port.name());
    if (kept == null || kept.capacity() < size) {
      kept = direct(size);
      buffers.put(port.name(), kept);
    }
    return kept.slice(0, size).order(ByteOrder.nativeOrder());
  }

  static FloatBuffer directFloats(int count) {
    return direct(Math.multiplyExact(count, Float.BYTES)).asFloatBuffer();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
  }
}
