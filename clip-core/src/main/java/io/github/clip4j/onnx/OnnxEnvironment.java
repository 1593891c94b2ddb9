package io.github.clip4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's environment, of which there is one in a process. It is asked for without thread
 * pools or log levels of our own, so that another library in the process finds it as it expects.
 */
public final class OnnxEnvironment {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final long STACK = 8L << 20;

  /** Several times what one character of the command line was seen to take. */
  private static final long STACK_PER_BYTE = 1 << 10;

  private static final long MOST_STACK = 1L << 30;

  private static @Nullable OrtEnvironment environment;

  private OnnxEnvironment() {}

  /**
   * {@return the environment of this process}
   *
   * @throws ModelException if the native library cannot be loaded
   */
  public static synchronized OrtEnvironment get() {
    if (environment == null) {
      environment = onDeepStack(OnnxEnvironment::create);
    }
    return environment;
  }

  private static OrtEnvironment create() throws OrtException {
    OrtEnvironment created = OrtEnvironment.getEnvironment();
    created.setTelemetry(false);
    return created;
  }

  /**
   * While it makes its environment, ONNX Runtime 1.29 searches the command line of the process with
   * {@code std::regex}, which recurses for each character: some hundred file names overflow a
   * thread's usual stack and end the process.
   */
  private static OrtEnvironment onDeepStack(Callable<OrtEnvironment> work) {
    FutureTask<OrtEnvironment> task = new FutureTask<>(work);
    try {
      new Thread(null, task, "clip4j-onnxruntime", stackSize()).start();
      return await(task);
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    } catch (OutOfMemoryError e) {
      throw refusal(e);
    }
  }

  private static long stackSize() {
    try {
      // A file of the kernel's has no size: it must be read.
      long bytes = Files.isReadable(COMMAND_LINE) ? Files.readAllBytes(COMMAND_LINE).length : 0;
      return Math.min(STACK + bytes * STACK_PER_BYTE, MOST_STACK);
    } catch (IOException e) {
      return STACK;
    }
  }

  /** Half an environment cannot be interrupted. */
  private static OrtEnvironment await(FutureTask<OrtEnvironment> task) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ModelException refusal(@Nullable Throwable cause) {
    return new ModelException(
        "ONNX Runtime's native library cannot be loaded on this machine: "
            + (cause == null ? "" : cause.getMessage()),
        cause);
  }
}
