package io.github.clip4j.model;

import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.onnx.OnnxOptions;
import io.github.clip4j.text.LongTexts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How a model directory is opened, where its files leave a choice.
 *
 * @param variants which precisions of the graphs to take, the first that is there, by the suffix of
 *     their names: {@code fp16}, {@code quantized}, {@code q4} …, or {@code fp32} for those
 *     without; empty: the most precise
 * @param onnx how the graphs are run
 * @param preprocessing changes what the model's files ask for, such as the rule for transparency
 * @param logitScale the natural logarithm of the logit scale, at most 10, where the caller knows
 *     better
 * @param logitBias the logit bias, where the caller knows better; only SigLIP has one
 * @param textModel whose text tower and tokenizer to take instead of the directory's
 * @param longTexts what happens to a text that has more tokens than the model takes
 */
public record ModelOptions(
    List<String> variants,
    OnnxOptions onnx,
    UnaryOperator<ImagePreprocessing> preprocessing,
    OptionalDouble logitScale,
    OptionalDouble logitBias,
    Optional<ModelDirectory> textModel,
    LongTexts longTexts) {

  private static final ModelOptions STANDARD =
      new ModelOptions(
          List.of(),
          OnnxOptions.standard(),
          UnaryOperator.identity(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          LongTexts.TRUNCATE);

  /**
   * Keeps an unchangeable copy of the variants, in lower case and without leading underscores.
   *
   * @param variants see {@link #variants()}
   * @param onnx see {@link #onnx()}
   * @param preprocessing see {@link #preprocessing()}
   * @param logitScale see {@link #logitScale()}
   * @param logitBias see {@link #logitBias()}
   * @param textModel see {@link #textModel()}
   * @param longTexts see {@link #longTexts()}
   * @throws IllegalArgumentException if the scale is evidently no logarithm
   */
  public ModelOptions {
    logitScale.ifPresent(LogitScale::requireLogarithm);
    variants =
        variants.stream()
            .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^_", ""))
            .toList();
  }

  /** {@return the options that leave everything to the model's files} */
  public static ModelOptions standard() {
    return STANDARD;
  }

  /**
   * {@return these options with another precision}
   *
   * @param name as in {@link #variants()}; a leading underscore is passed over
   * @param others taken where the first is not there, in this order
   */
  public ModelOptions withVariant(String name, String... others) {
    List<String> names = Stream.concat(Stream.of(name), Stream.of(others)).toList();
    return new ModelOptions(
        names, onnx, preprocessing, logitScale, logitBias, textModel, longTexts);
  }

  /**
   * {@return these options with other ways to run graphs}
   *
   * @param options how the graphs are run
   */
  public ModelOptions withOnnx(OnnxOptions options) {
    return new ModelOptions(
        variants, options, preprocessing, logitScale, logitBias, textModel, longTexts);
  }

  /**
   * {@return these options with another change to the preprocessing}
   *
   * @param change from what the model's files ask for to what is done
   */
  public ModelOptions withPreprocessing(UnaryOperator<ImagePreprocessing> change) {
    return new ModelOptions(variants, onnx, change, logitScale, logitBias, textModel, longTexts);
  }

  /**
   * {@return these options with a logit scale}
   *
   * @param logScale its natural logarithm, such as 4.6052 for 100; at most 10
   * @throws IllegalArgumentException if it is evidently the scale itself
   */
  public ModelOptions withLogitScale(double logScale) {
    OptionalDouble scale = OptionalDouble.of(logScale);
    return new ModelOptions(variants, onnx, preprocessing, scale, logitBias, textModel, longTexts);
  }

  /**
   * {@return these options with a logit bias}
   *
   * @param bias what is added to a scaled cosine
   */
  public ModelOptions withLogitBias(double bias) {
    OptionalDouble added = OptionalDouble.of(bias);
    return new ModelOptions(variants, onnx, preprocessing, logitScale, added, textModel, longTexts);
  }

  /**
   * {@return these options with the text tower and the tokenizer of another model, which was
   * trained to give vectors of the same space, such as the multilingual counterpart of a CLIP}
   *
   * <p>A directory can also hold both: what lies in its {@code text/} beside a {@code
   * tokenizer.json} is taken as the text model.
   *
   * @param directory holds a {@code tokenizer.json} and a graph from token ids to an embedding,
   *     {@code model.onnx} or {@code text_model.onnx}, in {@code onnx/} or not
   */
  public ModelOptions withTextModel(ModelDirectory directory) {
    return new ModelOptions(
        variants, onnx, preprocessing, logitScale, logitBias, Optional.of(directory), longTexts);
  }

  /**
   * {@return these options with another answer to texts that have more tokens than the model takes}
   *
   * @param answer to cut them, which is the default and reported, or to fail
   */
  public ModelOptions withLongTexts(LongTexts answer) {
    return new ModelOptions(
        variants, onnx, preprocessing, logitScale, logitBias, textModel, answer);
  }
}
