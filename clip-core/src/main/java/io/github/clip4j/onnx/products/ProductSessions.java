package io.github.clip4j.onnx.products;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.clip4j.onnx.OnnxEnvironment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The sessions of the product graphs, each on the caller's thread.
 *
 * @param product {@code y = a bᵀ}
 * @param gram {@code y = (a vᵀ + c)ᵀ a}
 * @param copy {@code y = a}
 */
record ProductSessions(OrtSession product, OrtSession gram, OrtSession copy) {

  static ProductSessions open() throws OrtException {
    // First of all: whatever else is touched would load the library unattended.
    OrtEnvironment environment = OnnxEnvironment.get();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // What a fit has placed is freed with it, not kept in an arena.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return new ProductSessions(
          environment.createSession(ProductGraph.product(), options),
          environment.createSession(ProductGraph.gram(), options),
          environment.createSession(ProductGraph.copy(), options));
    }
  }

  static OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxEnvironment.get(), values, shape);
  }

  static FloatBuffer direct(int values) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  static boolean isDirect(FloatBuffer values) {
    return values.isDirect() && values.order() == ByteOrder.nativeOrder();
  }
}
