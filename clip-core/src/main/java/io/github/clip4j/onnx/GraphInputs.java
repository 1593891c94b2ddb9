package io.github.clip4j.onnx;

import io.github.clip4j.error.ModelException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The inputs of a graph by what they mean. A joint graph has both pixels and token ids. */
final class GraphInputs {

  private static final String MASK = "attention_mask";
  private static final String POSITIONS = "position_ids";
  private static final String SEGMENTS = "token_type_ids";
  private static final Set<String> IDS = Set.of("input_ids", "text", "tokens", "token_ids", "ids");

  private final OnnxGraph graph;
  private final Map<String, Port> known = new HashMap<>();
  private final @Nullable Port pixels;
  private final @Nullable Port ids;

  GraphInputs(OnnxGraph graph) {
    this.graph = graph;
    Predicate<Port> side = port -> List.of(MASK, POSITIONS, SEGMENTS).contains(port.name());
    pixels = single(port -> port.isFloat() && port.rank() == 4);
    Port named = single(port -> IDS.contains(port.name()));
    ids =
        named != null
            ? named
            : single(port -> port.isInteger() && port.rank() == 2 && side.negate().test(port));
    for (Port port : graph.inputPorts()) {
      if (!port.equals(pixels) && !port.equals(ids) && !side.test(port)) {
        throw refusal("input " + port + " is not supported");
      }
      known.put(port.name(), port);
    }
  }

  private @Nullable Port single(Predicate<Port> condition) {
    List<Port> found = graph.inputPorts().stream().filter(condition).toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  Port pixels() {
    if (pixels == null) {
      throw refusal("expected one float input of rank 4 for the pixels");
    }
    return pixels;
  }

  Port ids() {
    if (ids == null || !ids.isInteger() || ids.rank() != 2) {
      throw refusal("expected one integer input of rank 2 for the token ids");
    }
    return ids;
  }

  boolean isJoint() {
    return pixels != null && ids != null;
  }

  boolean hasMask() {
    return known.containsKey(MASK);
  }

  /** The rows that the side of the graph that is not wanted must be fed. */
  int idleRows(int rows) {
    return isJoint() && pixels().sharesBatchWith(ids()) ? rows : 1;
  }

  void feedPixels(Feeds feeds, FloatBuffer values, int rows, int height, int width) {
    feeds.floats(pixels(), values, rows, 3, height, width);
  }

  void feedText(Feeds feeds, int[][] tokenIds, int[][] attentionMask) {
    feeds.integers(ids(), tokenIds);
    int length = tokenIds[0].length;
    feedSide(feeds, MASK, attentionMask);
    feedSide(feeds, POSITIONS, repeat(IntStream.range(0, length).toArray(), tokenIds.length));
    feedSide(feeds, SEGMENTS, new int[tokenIds.length][length]);
  }

  private void feedSide(Feeds feeds, String name, int[][] rows) {
    Port port = known.get(name);
    if (port != null) {
      feeds.integers(port, rows);
    }
  }

  /** Feeds a text that no one asked for, to a joint graph whose images are wanted. */
  void feedIdleText(Feeds feeds, int rows, int length) {
    int tokens = ids().size(1) > 0 ? ids().size(1) : length;
    int[] ones = new int[tokens];
    Arrays.fill(ones, 1);
    feedText(feeds, new int[idleRows(rows)][tokens], repeat(ones, idleRows(rows)));
  }

  /** Feeds a black image that no one asked for, to a joint graph whose texts are wanted. */
  void feedIdlePixels(Feeds feeds, int rows, int height, int width) {
    int count = idleRows(rows);
    feedPixels(feeds, Feeds.directFloats(count * 3 * height * width), count, height, width);
  }

  private static int[][] repeat(int[] row, int times) {
    int[][] rows = new int[times][];
    Arrays.fill(rows, row);
    return rows;
  }

  ModelException refusal(String reason) {
    return new ModelException(graph.file() + ": " + reason + "; its inputs are " + graph.inputs());
  }
}
