package io.github.clip4j.model;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.ModelDescription.Fact;
import io.github.clip4j.onnx.OnnxEnvironment;
import io.github.clip4j.onnx.OnnxImageEncoder;
import io.github.clip4j.onnx.OnnxOptions;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.text.ClipTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two encoders of a model directory, and what is known about them.
 *
 * <p>Closing closes both encoders; it waits for runs under way, and closing twice is harmless.
 */
public final class OpenedModel implements AutoCloseable {

  private final OnnxImageEncoder imageEncoder;
  private final OnnxTextEncoder textEncoder;
  private final ClipTokenizer tokenizer;
  private final LogitScaleSource logitScale;
  private final OnnxOptions options;
  private final List<Fact> facts;

  OpenedModel(
      OnnxImageEncoder imageEncoder,
      OnnxTextEncoder textEncoder,
      ClipTokenizer tokenizer,
      LogitScaleSource logitScale,
      OnnxOptions options,
      List<Fact> facts) {
    this.imageEncoder = imageEncoder;
    this.textEncoder = textEncoder;
    this.tokenizer = tokenizer;
    this.logitScale = logitScale;
    this.options = options;
    this.facts = facts;
  }

  /** {@return the image tower} */
  public ImageEncoder imageEncoder() {
    return imageEncoder;
  }

  /** {@return the text tower} */
  public TextEncoder textEncoder() {
    return textEncoder;
  }

  /**
   * {@return the text tower's tokenizer, which tells whether a text will be cut; it is closed with
   * the model}
   */
  public ClipTokenizer tokenizer() {
    return tokenizer;
  }

  /** {@return the size of the joint space} */
  public int dimension() {
    return imageEncoder.dimension();
  }

  /**
   * {@return a name for graphs, tokenizer and preprocessing together, equal for both encoders:
   * vectors are comparable only where it is equal}
   */
  public String fingerprint() {
    return imageEncoder.fingerprint();
  }

  /** {@return whether probabilities are a sigmoid of each cosine, as for SigLIP, not a softmax} */
  public boolean usesSigmoid() {
    return logitScale.isSigmoid();
  }

  /**
   * The scale that turns cosines into probabilities. The first call may run a joint graph once.
   *
   * @return the caller's, or that of {@code config.json}, or one solved from a joint graph's
   *     logits, or ln 100 for CLIP, in this order
   * @throws ModelException if the model is SigLIP, whose scale and bias no file here tells
   */
  public LogitScale logitScale() {
    return logitScale.get();
  }

  /** {@return what was decided about this model, and why} */
  public ModelDescription describe() {
    List<Fact> all = new ArrayList<>(facts);
    all.add(logitScale.fact());
    return new ModelDescription(all);
  }

  /**
   * A file of this user's cache for the vectors of texts that are embedded at each start. Its name
   * stands for the texts and for all that the bits of their vectors depend on: the model, how its
   * graphs are run, ONNX Runtime and the processor's architecture.
   *
   * @param texts what is embedded
   * @return the file, which need not be there, nor its directory
   */
  public Path cachedVectors(List<String> texts) {
    ModelFingerprint name = new ModelFingerprint();
    name.text(fingerprint());
    name.text(options.provider() + " " + options.batchQuantized());
    name.text(OnnxEnvironment.version() + " " + System.getProperty("os.arch"));
    texts.forEach(name::text);
    return ModelCache.rootOfThisUser().resolve("vectors").resolve(name.finish() + ".npy");
  }

  @Override
  public void close() {
    try {
      imageEncoder.close();
    } finally {
      textEncoder.close();
    }
  }
}
