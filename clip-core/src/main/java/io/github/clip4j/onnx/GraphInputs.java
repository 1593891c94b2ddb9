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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inputs of a graph by what they mean. A joint graph has both pixels and token ids. */
final class GraphInputs {

  private static final Set<String> MASK = Set.of("attention_mask", "input_mask", "mask");
  private static final Set<String> POSITIONS = Set.of("position_ids", "positions");
  private static final Set<String> SEGMENTS = Set.of("token_type_ids", "segment_ids");
  private static final Set<String> PATCHES = Set.of("spatial_shapes", "pixel_attention_mask");
  private static final Set<String> IDS = Set.of("input_ids", "text", "tokens", "token_ids", "ids");

  private final OnnxGraph graph;
  private final Map<String, Port> known = new HashMap<>();
  private final @Nullable Port pixels;
  private final @Nullable Port ids;

  GraphInputs(OnnxGraph graph) {
    this.graph = graph;
    Predicate<Port> side =
        port -> Stream.of(MASK, POSITIONS, SEGMENTS).anyMatch(s -> s.contains(port.name()));
    pixels = single(port -> port.isFloat() && port.rank() == 4);
    Port named = single(port -> IDS.contains(port.name()));
    ids =
        named != null
            ? named
            : single(port -> port.isInteger() && port.rank() == 2 && side.negate().test(port));
    for (Port port : graph.inputPorts()) {
      if (!isNamed(port, pixels) && !isNamed(port, ids) && !side.test(port)) {
        throw refusal("input " + port + " is not supported" + patches());
      }
      known.put(port.name(), port);
    }
  }

  /** Inputs have names of their own. */
  private static boolean isNamed(Port port, @Nullable Port known) {
    return known != null && known.name().equals(port.name());
  }

  private String patches() {
    return graph.inputPorts().stream().anyMatch(port -> PATCHES.contains(port.name()))
        ? ", nor are patches instead of pixels (SigLIP 2 \"NaFlex\"): use a model of a fixed"
            + " resolution"
        : "";
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
    return known.keySet().stream().anyMatch(MASK::contains);
  }

  /** The rows of the side of a joint graph that is not wanted. */
  private int idleRows(Port idle, int rows) {
    return idle.size(0) > 0 ? idle.size(0) : pixels().sharesBatchWith(ids()) ? rows : 1;
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

  /** A graph may take one row of positions for all texts. */
  private void feedSide(Feeds feeds, Set<String> names, int[][] rows) {
    for (Port port : known.values()) {
      if (names.contains(port.name())) {
        boolean one = POSITIONS.contains(port.name()) && (port.rank() == 1 || port.size(0) == 1);
        feeds.integers(port, one ? new int[][] {rows[0]} : rows);
      }
    }
  }

  /** Feeds a text that no one asked for, to a joint graph whose images are wanted. */
  void feedIdleText(Feeds feeds, int rows, int length) {
    int tokens = ids().size(1) > 0 ? ids().size(1) : length;
    int[] ones = new int[tokens];
    Arrays.fill(ones, 1);
    int count = idleRows(ids(), rows);
    feedText(feeds, new int[count][tokens], repeat(ones, count));
  }

  /** Feeds a black image that no one asked for, to a joint graph whose texts are wanted. */
  void feedIdlePixels(Feeds feeds, int rows, int height, int width) {
    int h = pixels().size(2) > 0 ? pixels().size(2) : height;
    int w = pixels().size(3) > 0 ? pixels().size(3) : width;
    int count = idleRows(pixels(), rows);
    feeds.zeros(pixels(), count, 3, h, w);
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
