package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.LogitScale.Origin;
import io.github.clip4j.model.ModelDescription.Fact;
import io.github.clip4j.onnx.JointLogits;
import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.TowerRules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Finds a model's logit scale when it is first asked for, since that may run a joint graph. */
final class LogitScaleSource {

  /** CLIP's value before training, ln(1/0.07): exporters leave it in config.json untouched. */
  private static final double INITIAL = 2.6592;

  private static final double INITIAL_TOLERANCE = 1e-3;

  /** Training caps the factor at 100 (openai/CLIP), and the published models reached it. */
  private static final double ASSUMED = Math.log(100);

  private final ModelDirectory directory;
  private final ModelOptions options;
  private final ModelConfig config;
  private final Optional<Path> joint;
  private final TowerRules rules;
  private @Nullable LogitScale found;
  private String unsolved = "";

  LogitScaleSource(
      ModelDirectory directory,
      ModelOptions options,
      ModelConfig config,
      Optional<Path> joint,
      TowerRules rules) {
    this.directory = directory;
    this.options = options;
    this.config = config;
    this.joint = joint;
    this.rules = rules;
  }

  boolean isSigmoid() {
    return config.isSiglip();
  }

  synchronized LogitScale get() {
    if (found == null) {
      found = isSigmoid() ? sigmoid() : softmax();
    }
    return found;
  }

  private LogitScale softmax() {
    if (options.logitScale().isPresent()) {
      return LogitScale.softmax(options.logitScale().getAsDouble(), Origin.GIVEN);
    }
    OptionalDouble configured = config.logitScale();
    if (configured.isPresent()
        && Math.abs(configured.getAsDouble() - INITIAL) > INITIAL_TOLERANCE) {
      return LogitScale.softmax(configured.getAsDouble(), Origin.CONFIGURATION);
    }
    return solve()
        .map(line -> LogitScale.softmax(Math.log(line.factor()), Origin.SOLVED))
        .orElseGet(() -> LogitScale.softmax(ASSUMED, Origin.ASSUMED));
  }

  private LogitScale sigmoid() {
    OptionalDouble scale = options.logitScale();
    OptionalDouble bias = options.logitBias();
    if (scale.isPresent() && bias.isPresent()) {
      return LogitScale.sigmoid(scale.getAsDouble(), bias.getAsDouble(), Origin.GIVEN);
    }
    JointLogits line =
        solve()
            .orElseThrow(
                () ->
                    new ModelException(
                        "expected a logit scale and a logit bias for SigLIP probabilities, found"
                            + " none in "
                            + directory
                            + ": "
                            + unsolved
                            + "; give both, or use cosines"));
    return LogitScale.sigmoid(
        scale.orElse(Math.log(line.factor())), bias.orElse(line.bias()), Origin.SOLVED);
  }

  /** By a graph of its own, so that this works whatever else has been closed. */
  private Optional<JointLogits> solve() {
    if (joint.isEmpty()) {
      unsolved = "there is no joint graph";
      return Optional.empty();
    }
    try (OnnxGraph graph = OnnxGraph.open(joint.get(), options.onnx())) {
      unsolved = joint.get().getFileName() + " gives no logits that are a line over its cosines";
      return JointLogits.solve(graph, rules)
          .filter(line -> Math.log(line.factor()) <= LogitScale.LARGEST);
    } catch (ModelException e) {
      unsolved = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }

  Fact fact() {
    try {
      LogitScale scale = get();
      String bias = scale.sigmoid() ? ", bias " + scale.bias() + ", sigmoid" : ", softmax";
      String value = scale.logScale() + " (factor " + scale.factor() + ")" + bias;
      return new Fact("logit scale", value, reason(scale.origin()));
    } catch (ModelException e) {
      return new Fact("logit scale", "none", String.valueOf(e.getMessage()));
    }
  }

  private String reason(Origin origin) {
    return switch (origin) {
      case GIVEN -> "given by the caller";
      case CONFIGURATION -> "logit_scale_init_value of config.json";
      case SOLVED ->
          "solved from the logits of the joint graph"
              + (options.logitScale().isPresent() ? ", the scale given by the caller" : "")
              + (isSigmoid() && options.logitBias().isPresent() ? ", the bias given" : "");
      case ASSUMED ->
          "assumed, since CLIP's training caps it there: config.json has none but the initial value,"
              + " and "
              + unsolved;
    };
  }
}
