package io.github.clip4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reference to ONNX Runtime's environment that is never given back.
 *
 * <p>ONNX Runtime frees its environment in a shutdown hook, while other threads go on: one that is
 * just loading a model uses freed memory then, and an interrupt ends in a crash. Hooks have no
 * order, so none of ours could make that one wait. But the environment counts its references, and
 * is freed with the last: one more keeps it for as long as the process lives. There is no public
 * way to ask for it.
 */
final class EnvironmentReference {
  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentReference.class);
  private static final int WARNINGS = 2;

  private EnvironmentReference() {}

  /**
   * Takes the reference.
   *
   * @return whether ONNX Runtime let us
   */
  static boolean keep() {
    try {
      Lookup lookup = MethodHandles.privateLookupIn(OrtEnvironment.class, MethodHandles.lookup());
      Class<?> runtime = lookup.findClass("ai.onnxruntime.OnnxRuntime");
      long api = (long) lookup.findStaticGetter(runtime, "ortApiHandle", long.class).invokeExact();
      MethodHandle create =
          lookup.findStatic(
              OrtEnvironment.class,
              "createHandle",
              MethodType.methodType(long.class, long.class, int.class, String.class));
      long handle = (long) create.invokeExact(api, WARNINGS, OrtEnvironment.DEFAULT_NAME);
      LOG.debug("ONNX Runtime's environment {} is kept", handle);
      return true;
    } catch (Throwable e) {
      LOG.debug("ONNX Runtime's environment goes before the threads that use it", e);
      return false;
    }
  }
}
