package io.github.clip4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.clip4j.error.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's environment, of which there is one in a process. It is asked for without thread
 * pools or log levels of our own, so that another library in the process finds it as it expects.
 */
public final class OnnxEnvironment {
  private static @Nullable OrtEnvironment environment;

  private OnnxEnvironment() {}

  /**
   * {@return the environment of this process}
   *
   * @throws ModelException if the native library cannot be loaded
   */
  public static synchronized OrtEnvironment get() {
    if (environment == null) {
      environment = create();
    }
    return environment;
  }

  /** {@return the version of ONNX Runtime, such as {@code 1.28.0}} */
  public static String version() {
    return get().getVersion();
  }

  private static OrtEnvironment create() {
    CallsUnderWay.awaitAtTheEnd();
    try {
      return load();
    } catch (OrtException | RuntimeException | LinkageError e) {
      // Nobody needs to read that a process which is ending could not load it.
      CallsUnderWay.holdBackAtTheEnd();
      throw new ModelException(
          "ONNX Runtime's native library cannot be loaded on this machine: " + e.getMessage(), e);
    }
  }

  private static OrtEnvironment load() throws OrtException {
    CallsUnderWay.begin();
    try {
      OrtEnvironment loaded = OrtEnvironment.getEnvironment();
      loaded.setTelemetry(false);
      EnvironmentReference.keep();
      return loaded;
    } finally {
      try {
        UnpackedLibrary.delete();
      } finally {
        CallsUnderWay.end();
      }
    }
  }
}
