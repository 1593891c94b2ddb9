package io.github.clip4j.model;

import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.onnx.OnnxOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * How a model directory is opened, where its files leave a choice.
 *
 * @param variant which precision of the graphs to take, by the suffix of their names: {@code fp16},
 *     {@code quantized}, {@code q4} …, or {@code fp32} for those without; empty: the most precise
 * @param onnx how the graphs are run
 * @param preprocessing changes what the model's files ask for, such as the rule for transparency
 * @param logitScale the natural logarithm of the logit scale, where the caller knows better
 * @param logitBias the logit bias, where the caller knows better; only SigLIP has one
 */
public record ModelOptions(
    Optional<String> variant,
    OnnxOptions onnx,
    UnaryOperator<ImagePreprocessing> preprocessing,
    OptionalDouble logitScale,
    OptionalDouble logitBias) {

  private static final ModelOptions STANDARD =
      new ModelOptions(
          Optional.empty(),
          OnnxOptions.standard(),
          UnaryOperator.identity(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /** {@return the options that leave everything to the model's files} */
  public static ModelOptions standard() {
    return STANDARD;
  }

  /**
   * {@return these options with another precision}
   *
   * @param name as in {@link #variant()}; a leading underscore is passed over
   */
  public ModelOptions withVariant(String name) {
    String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^_", "");
    return new ModelOptions(Optional.of(bare), onnx, preprocessing, logitScale, logitBias);
  }

  /**
   * {@return these options with other ways to run graphs}
   *
   * @param options how the graphs are run
   */
  public ModelOptions withOnnx(OnnxOptions options) {
    return new ModelOptions(variant, options, preprocessing, logitScale, logitBias);
  }

  /**
   * {@return these options with another change to the preprocessing}
   *
   * @param change from what the model's files ask for to what is done
   */
  public ModelOptions withPreprocessing(UnaryOperator<ImagePreprocessing> change) {
    return new ModelOptions(variant, onnx, change, logitScale, logitBias);
  }

  /**
   * {@return these options with a logit scale}
   *
   * @param logScale its natural logarithm
   */
  public ModelOptions withLogitScale(double logScale) {
    return new ModelOptions(variant, onnx, preprocessing, OptionalDouble.of(logScale), logitBias);
  }

  /**
   * {@return these options with a logit bias}
   *
   * @param bias what is added to a scaled cosine
   */
  public ModelOptions withLogitBias(double bias) {
    return new ModelOptions(variant, onnx, preprocessing, logitScale, OptionalDouble.of(bias));
  }
}
