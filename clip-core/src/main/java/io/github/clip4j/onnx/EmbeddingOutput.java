package io.github.clip4j.onnx;

import io.github.clip4j.error.ModelException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which output of a graph is the embedding. */
final class EmbeddingOutput {

  static final List<String> IMAGE = List.of("image_embeds", "image_embeddings", "image_features");
  static final List<String> TEXT = List.of("text_embeds", "text_embeddings", "text_features");
  private static final List<String> EITHER =
      List.of("embedding", "embeddings", "sentence_embedding", "embeds");
  private static final String POOLER = "pooler_output";
  private static final Set<String> NEVER = Set.of(POOLER, "last_hidden_state");

  private EmbeddingOutput() {}

  static Port choose(OnnxGraph graph, GraphInputs inputs, List<String> names, TowerRules rules) {
    List<Port> matrices =
        graph.outputPorts().stream().filter(port -> port.isFloat() && port.rank() == 2).toList();
    Stream<String> candidates = names.stream();
    if (!inputs.isJoint()) {
      candidates = Stream.concat(candidates, EITHER.stream());
      if (rules.poolerIsEmbedding()) {
        candidates = Stream.concat(candidates, Stream.of(POOLER));
      }
    }
    Port chosen =
        candidates
            .map(name -> named(matrices, name))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> only(graph, inputs, matrices, names));
    check(graph, chosen, rules);
    return chosen;
  }

  /** Why a chosen output is the embedding. */
  static String reason(Port output, TowerRules rules) {
    if (output.name().equals(POOLER)) {
      return "for SigLIP the pooled state is the embedding";
    }
    boolean known = Stream.of(IMAGE, TEXT, EITHER).anyMatch(names -> names.contains(output.name()));
    String size = rules.dimension().isPresent() ? ", of the size that config.json names" : "";
    return (known ? "the output's name" : "the graph's only matrix of floats") + size;
  }

  private static @Nullable Port named(List<Port> ports, String name) {
    return ports.stream().filter(port -> port.name().equals(name)).findFirst().orElse(null);
  }

  private static Port only(
      OnnxGraph graph, GraphInputs inputs, List<Port> matrices, List<String> names) {
    List<Port> possible = matrices.stream().filter(port -> !NEVER.contains(port.name())).toList();
    if (inputs.isJoint() || possible.size() != 1) {
      throw new ModelException(
          graph.file()
              + ": expected an output that is an embedding ("
              + String.join(", ", names)
              + " or "
              + String.join(", ", EITHER)
              + "), found "
              + graph.outputs()
              + "; pooler_output and last_hidden_state of a CLIP tower lie before its projection:"
              + " export the tower with its projection");
    }
    return possible.get(0);
  }

  private static void check(OnnxGraph graph, Port chosen, TowerRules rules) {
    int size = chosen.size(1);
    if (size > 0 && rules.dimension().isPresent() && size != rules.dimension().getAsInt()) {
      throw new ModelException(
          graph.file()
              + ": expected embeddings of "
              + rules.dimension().getAsInt()
              + " numbers, as config.json says, found "
              + chosen
              + "; is the projection missing?");
    }
  }
}
