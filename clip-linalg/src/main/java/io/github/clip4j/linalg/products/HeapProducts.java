package io.github.clip4j.linalg.products;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;

/** Products of arrays by some kernel. */
abstract class HeapProducts implements MatrixProducts {

  /** The loops; asked for only where this is available. */
  abstract Kernel kernel();

  @Override
  public final boolean usesDirectMemory() {
    return false;
  }

  @Override
  public final Stage stage(int capacity, int columns) {
    return new HeapOperand(columns);
  }

  @Override
  public final Multiplier multiplier() {
    return new HeapMultiplier(kernel());
  }

  private static final class HeapMultiplier implements Multiplier {
    private final Kernel kernel;
    private float[] weights = new float[0];

    HeapMultiplier(Kernel kernel) {
      this.kernel = kernel;
    }

    @Override
    public Operand place(FloatBuffer values, int rows, int columns) {
      HeapOperand operand = new HeapOperand(columns);
      operand.load(values, rows);
      return operand;
    }

    @Override
    public void multiply(Operand a, Operand b, float[] products) {
      HeapOperand x = (HeapOperand) a;
      HeapOperand y = (HeapOperand) b;
      kernel.multiply(
          x.values(), x.start(), x.rows(), y.values(), y.start(), y.rows(), x.columns(), products);
    }

    @Override
    public void multiplyByGram(Operand a, Operand v, float[] offsets, float[] sums) {
      int k = v.rows();
      if (weights.length < a.rows() * k) {
        weights = new float[a.rows() * k];
      }
      multiply(a, v, weights);
      for (int i = 0; i < a.rows(); i++) {
        for (int c = 0; c < k; c++) {
          weights[i * k + c] += offsets[c];
        }
      }
      HeapOperand x = (HeapOperand) a;
      kernel.combine(weights, k, x.values(), x.start(), x.rows(), x.columns(), sums);
    }

    @Override
    public void close() {
      weights = new float[0];
    }
  }
}
