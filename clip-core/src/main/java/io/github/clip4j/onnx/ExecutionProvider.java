package io.github.clip4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.clip4j.error.ModelException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs a graph. One that the ONNX Runtime on the class path or the machine does not have is
 * refused when a graph is opened, never replaced by another.
 */
public enum ExecutionProvider {

  /** The processor's cores; always there. */
  CPU(OrtProvider.CPU),

  /**
   * An NVIDIA GPU. Needs the artifact {@code com.microsoft.onnxruntime:onnxruntime_gpu} in place of
   * {@code onnxruntime}, and CUDA with cuDNN. Products are computed in float32, not in TF32, whose
   * 10 bits of mantissa change vectors visibly.
   */
  CUDA(OrtProvider.CUDA),

  /** Apple's accelerators; on macOS. */
  CORE_ML(OrtProvider.CORE_ML),

  /** A GPU through DirectX 12; on Windows, with an ONNX Runtime built for it. */
  DIRECT_ML(OrtProvider.DIRECT_ML);

  private final OrtProvider provider;

  ExecutionProvider(OrtProvider provider) {
    this.provider = provider;
  }

  /** {@return those that the ONNX Runtime on the class path was built with} */
  public static Set<ExecutionProvider> available() {
    OnnxEnvironment.get();
    EnumSet<ExecutionProvider> available = EnumSet.noneOf(ExecutionProvider.class);
    Set<OrtProvider> built = OrtEnvironment.getAvailableProviders();
    Arrays.stream(values()).filter(p -> built.contains(p.provider)).forEach(available::add);
    return available;
  }

  /** Sets a session up to run on this; it fails rather than to run on something else. */
  void addTo(OrtSession.SessionOptions session) {
    if (!available().contains(this)) {
      throw refusal("is not in the ONNX Runtime on the class path", null);
    }
    try {
      switch (this) {
        case CPU -> {}
        case CUDA -> addCuda(session);
        case CORE_ML -> session.addCoreML(Map.of());
        case DIRECT_ML -> session.addDirectML(0);
      }
    } catch (OrtException e) {
      throw refusal("cannot be used on this machine: " + e.getMessage(), e);
    }
  }

  private static void addCuda(OrtSession.SessionOptions session) throws OrtException {
    try (OrtCUDAProviderOptions options = new OrtCUDAProviderOptions(0)) {
      options.add("use_tf32", "0");
      session.addCUDA(options);
    }
  }

  private ModelException refusal(String reason, @Nullable OrtException cause) {
    String artifact =
        this == CUDA
            ? "; put com.microsoft.onnxruntime:onnxruntime_gpu in place of onnxruntime for CUDA"
            : "";
    return new ModelException(
        "expected the execution provider "
            + this
            + ", but it "
            + reason
            + "; available: "
            + available()
            + artifact,
        cause);
  }
}
