package io.github.clip4j.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was decided about a model, and why. {@link #toString()} has one fact a line.
 *
 * @param facts in the order in which they were decided
 */
public record ModelDescription(List<Fact> facts) {

  /**
   * One decision.
   *
   * @param name what was decided, such as "logit scale"
   * @param value how
   * @param reason why, or where it was read
   */
  public record Fact(String name, String value, String reason) {
    @Override
    public String toString() {
      return name + ": " + value + " (" + reason + ")";
    }
  }

  /**
   * Keeps an unchangeable copy of the facts.
   *
   * @param facts see {@link #facts()}
   */
  public ModelDescription {
    facts = List.copyOf(facts);
  }

  @Override
  public String toString() {
    return facts.stream().map(Fact::toString).collect(Collectors.joining("\n"));
  }
}
