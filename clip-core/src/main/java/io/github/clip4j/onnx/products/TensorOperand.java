package io.github.clip4j.onnx.products;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.github.clip4j.linalg.spi.Operand;
import org.jspecify.annotations.Nullable;

/** Rows that ONNX Runtime can read. */
abstract class TensorOperand implements Operand {
  private final int columns;

  TensorOperand(int columns) {
    this.columns = columns;
  }

  /** The rows as a tensor. */
  abstract OnnxTensor tensor();

  @Override
  public final int columns() {
    return columns;
  }

  /** A tensor that stays, and what owns its memory, if anything does. */
  static TensorOperand of(
      OnnxTensor tensor, OrtSession.@Nullable Result owner, int rows, int columns) {
    return new Placed(tensor, owner, rows, columns);
  }

  private static final class Placed extends TensorOperand {
    private final OnnxTensor tensor;
    private final OrtSession.@Nullable Result owner;
    private final int rows;
    private boolean closed;

    Placed(OnnxTensor tensor, OrtSession.@Nullable Result owner, int rows, int columns) {
      super(columns);
      this.tensor = tensor;
      this.owner = owner;
      this.rows = rows;
    }

    @Override
    OnnxTensor tensor() {
      return tensor;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (owner != null) {
        owner.close();
      } else {
        tensor.close();
      }
    }
  }
}
