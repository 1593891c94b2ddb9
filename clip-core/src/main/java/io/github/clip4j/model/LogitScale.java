package io.github.clip4j.model;

import java.util.Arrays;
import java.util.Locale;

/**
 * Turns the cosines of an image with several texts into probabilities: by a softmax over {@code
 * exp(logScale) · cosine} for CLIP, by a sigmoid of {@code exp(logScale) · cosine + bias} for
 * SigLIP.
 *
 * @param logScale the natural logarithm of the factor, as in {@code config.json}; at most 10
 * @param bias what is added to a scaled cosine; it has no effect on a softmax
 * @param sigmoid whether each text is judged by itself, as SigLIP does
 * @param origin where the numbers come from
 */
public record LogitScale(double logScale, double bias, boolean sigmoid, Origin origin) {

  /**
   * A factor of 22,026. Models are trained to factors of about a hundred: what is larger is a
   * factor in place of its logarithm, be it CLIP's initial 14.3.
   */
  static final double LARGEST = 10;

  /** Where a logit scale comes from. */
  public enum Origin {
    /** The caller gave it. */
    GIVEN,
    /** {@code config.json} has one that is not CLIP's initial value. */
    CONFIGURATION,
    /** Solved from the logits of a joint graph. */
    SOLVED,
    /** No file tells: the natural logarithm of 100, at which CLIP's training caps it. */
    ASSUMED
  }

  /**
   * Checks that the numbers are finite, and the scale a logarithm.
   *
   * @param logScale see {@link #logScale()}
   * @param bias see {@link #bias()}
   * @param sigmoid see {@link #sigmoid()}
   * @param origin see {@link #origin()}
   */
  public LogitScale {
    requireLogarithm(logScale);
    if (!Double.isFinite(bias)) {
      throw new IllegalArgumentException("expected a finite logit bias, got " + bias);
    }
  }

  static void requireLogarithm(double logScale) {
    if (!Double.isFinite(logScale) || logScale > LARGEST) {
      throw new IllegalArgumentException(
          "expected the natural logarithm of the logit scale, at most 10, such as 4.6052 for 100,"
              + " got "
              + logScale
              + (logScale > LARGEST && Double.isFinite(logScale)
                  ? String.format(Locale.ROOT, "; its own logarithm is %.4f", Math.log(logScale))
                  : ""));
    }
  }

  /**
   * {@return a scale before a softmax}
   *
   * @param logScale the natural logarithm of the factor
   * @param origin where it comes from
   */
  public static LogitScale softmax(double logScale, Origin origin) {
    return new LogitScale(logScale, 0, false, origin);
  }

  /**
   * {@return a scale and bias before a sigmoid}
   *
   * @param logScale the natural logarithm of the factor
   * @param bias what is added to a scaled cosine
   * @param origin where they come from
   */
  public static LogitScale sigmoid(double logScale, double bias, Origin origin) {
    return new LogitScale(logScale, bias, true, origin);
  }

  /** {@return what cosines are multiplied by, {@code exp(logScale)}} */
  public double factor() {
    return Math.exp(logScale);
  }

  /**
   * Probabilities of an image's texts.
   *
   * @param cosines one a text
   * @return one a text, in the same order: they sum to 1 after a softmax, and need not after a
   *     sigmoid
   */
  public double[] probabilities(double[] cosines) {
    double factor = factor();
    if (sigmoid) {
      return Arrays.stream(cosines).map(c -> 1 / (1 + Math.exp(-(factor * c + bias)))).toArray();
    }
    double largest = Arrays.stream(cosines).max().orElse(0);
    double[] weights = Arrays.stream(cosines).map(c -> Math.exp(factor * (c - largest))).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
