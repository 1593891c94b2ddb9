package io.github.clip4j.onnx.products;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** One direct buffer whose rows are exchanged, or a view of the direct memory that was loaded. */
final class TensorStage extends TensorOperand implements Stage {
  private final int capacity;
  private @Nullable FloatBuffer own;
  private @Nullable OnnxTensor tensor;
  private boolean ownsRows;
  private int rows;

  TensorStage(int capacity, int columns) {
    super(columns);
    this.capacity = capacity;
  }

  int capacity() {
    return capacity;
  }

  @Override
  public void load(FloatBuffer values, int count) {
    FloatBuffer slice = values.slice().limit(count * columns());
    if (ProductSessions.isDirect(values)) {
      refer(slice, count);
      ownsRows = false;
      return;
    }
    FloatBuffer memory = own();
    memory.duplicate().put(slice);
    referToOwn(memory, count);
  }

  @Override
  public void gather(float[] values, int[] starts, int count) {
    FloatBuffer memory = own();
    for (int r = 0; r < count; r++) {
      memory.put(r * columns(), values, starts[r], columns());
    }
    referToOwn(memory, count);
  }

  private FloatBuffer own() {
    FloatBuffer memory = own;
    if (memory == null) {
      memory = IdleMemory.take(capacity * columns());
      own = memory;
    }
    return memory;
  }

  private void referToOwn(FloatBuffer memory, int count) {
    if (!ownsRows || count != rows) {
      refer(memory.duplicate().limit(count * columns()), count);
      ownsRows = true;
    }
  }

  private void refer(FloatBuffer memory, int count) {
    free();
    try {
      tensor = ProductSessions.tensor(memory, count, columns());
      rows = count;
    } catch (OrtException e) {
      throw OnnxProducts.failed(e);
    }
  }

  @Override
  OnnxTensor tensor() {
    OnnxTensor current = tensor;
    if (current == null) {
      throw new IllegalStateException("expected rows to have been loaded, found none");
    }
    return current;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void close() {
    free();
    if (own != null) {
      IdleMemory.giveBack(own);
      own = null;
    }
  }

  private void free() {
    if (tensor != null) {
      tensor.close();
      tensor = null;
    }
    ownsRows = false;
    rows = 0;
  }
}
