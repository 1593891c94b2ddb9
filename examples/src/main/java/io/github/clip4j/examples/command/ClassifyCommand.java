package io.github.clip4j.examples.command;

import io.github.clip4j.Classification;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ZeroShotClassifier;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.text.PromptTemplates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The label of each photo. */
@Command(
    name = "classify",
    description = "The label of each photo and the probabilities of all labels.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final TransformOptions transform = new TransformOptions();
  @Mixin private final ModelArgument model = new ModelArgument();
  @Mixin private final LabelOptions labelling = new LabelOptions();

  @Option(
      names = "--logit-scale",
      paramLabel = "S",
      description =
          "What scales the cosines, as a natural logarithm, as in config.json; at most 10.")
  private @Nullable Double logitScale;

  @Option(
      names = "--logit-bias",
      paramLabel = "B",
      description = "What is added to the scaled cosines, as in config.json.")
  private @Nullable Double logitBias;

  ClassifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> labels = labelling.labels();
    if (labels.isEmpty()) {
      throw new UsageException("expected --labels or --labels-file");
    }
    PromptTemplates templates = labelling.templates();
    ModelOptions options = options();
    List<ImageSource> sources = images.find();
    try (ClipModel loaded = model.load(options)) {
      ZeroShotClassifier classifier = ZeroShotClassifier.of(loaded, labels, templates);
      try (Lines lines = new Lines(classifier, loaded.fingerprint(), sources.size())) {
        loaded.embedImages(sources, lines);
        return lines.finish();
      }
    }
  }

  private ModelOptions options() {
    ModelOptions options = ModelOptions.standard().withPreprocessing(transform::apply);
    if (logitScale != null) {
      options = scaled(options, logitScale);
    }
    if (logitBias != null) {
      Numbers.requireFinite(logitBias, "--logit-bias");
      options = options.withLogitBias(logitBias);
    }
    return options;
  }

  private static ModelOptions scaled(ModelOptions options, double logScale) {
    try {
      return options.withLogitScale(logScale);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--logit-scale: " + e.getMessage());
    }
  }

  /** Writes each photo's line as its vector comes. */
  private final class Lines implements ImageSink, AutoCloseable {
    private final ZeroShotClassifier classifier;
    private final String fingerprint;
    private final ProgressDisplay progress = new ProgressDisplay(console, "Classifying photos");
    private final int total;
    private int classified;
    private int failed;

    Lines(ZeroShotClassifier classifier, String fingerprint, int total) {
      this.classifier = classifier;
      this.fingerprint = fingerprint;
      this.total = total;
    }

    @Override
    public void embedded(ImageSource image, float[] vector) {
      Embeddings photo =
          Embeddings.of(List.of(image.name()), List.of(vector), vector.length, fingerprint);
      Classification result = classifier.classify(photo).get(0);
      console.out().println(line(result));
      classified++;
      progress.update(classified + failed, total);
    }

    @Override
    public void failed(ImageFailure failure) {
      console.failed(failure);
      failed++;
      progress.update(classified + failed, total);
    }

    int finish() {
      console.finish();
      if (classified == 0) {
        throw new CommandException("no image could be read");
      }
      return ExitStatus.doneBut(failed);
    }

    @Override
    public void close() {
      progress.close();
    }
  }

  private static String line(Classification result) {
    return JsonLine.of(
        json -> {
          json.name("file").value(result.image()).name("label").value(result.label());
          json.name("scores").beginObject();
          for (Map.Entry<String, Double> score : result.probabilities().entrySet()) {
            json.name(score.getKey()).value(score.getValue());
          }
          json.endObject();
        });
  }
}
