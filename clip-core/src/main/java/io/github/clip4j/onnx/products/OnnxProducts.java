package io.github.clip4j.onnx.products;

import ai.onnxruntime.OrtException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products by ONNX Runtime's {@code Gemm}, on the calling thread. The three sessions are made at
 * the first use and live as long as the process; each is a graph of two hundred bytes without
 * threads or weights.
 */
public final class OnnxProducts implements MatrixProducts {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxProducts.class);

  private @Nullable ProductSessions sessions;

  /** Products that load nothing before they are asked whether they are available. */
  public OnnxProducts() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public int priority() {
    return 20;
  }

  /** Loads the native library and checks a product that is known. */
  @Override
  public boolean isAvailable() {
    try (Multiplier multiplier = multiplier();
        Operand a = multiplier.place(FloatBuffer.wrap(new float[] {1, 2, 3, 4}), 2, 2);
        Operand b = multiplier.place(FloatBuffer.wrap(new float[] {5, 6}), 1, 2)) {
      float[] products = new float[2];
      multiplier.multiply(a, b, products);
      return products[0] == 17 && products[1] == 39;
    } catch (ModelException | IllegalStateException | LinkageError e) {
      LOG.debug("ONNX Runtime cannot multiply here", e);
      return false;
    }
  }

  @Override
  public boolean usesDirectMemory() {
    return true;
  }

  @Override
  public Stage stage(int capacity, int columns) {
    return new TensorStage(capacity, columns);
  }

  @Override
  public Multiplier multiplier() {
    return new TensorMultiplier(sessions());
  }

  private synchronized ProductSessions sessions() {
    ProductSessions existing = sessions;
    if (existing == null) {
      try {
        existing = ProductSessions.open();
      } catch (OrtException e) {
        throw failed(e);
      }
      sessions = existing;
    }
    return existing;
  }

  static IllegalStateException failed(OrtException e) {
    return new IllegalStateException("ONNX Runtime cannot multiply matrices: " + e.getMessage(), e);
  }
}
