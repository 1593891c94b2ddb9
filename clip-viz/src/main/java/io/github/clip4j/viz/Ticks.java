package io.github.clip4j.viz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The data of one axis and where they lie: a linear scale with round numbers. */
final class Ticks {
  private static final double STEPS_WANTED = 8;

  private static final double ROUNDING = 1e-9;

  private final double low;
  private final double high;

  private Ticks(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** Covers all values; room on both sides where they are equal. */
  static Ticks of(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (values.length == 0) {
      return new Ticks(-1, 1);
    }
    double room = Math.max(Math.abs(low), Math.abs(high)) * 1e-6;
    return high - low > room
        ? new Ticks(low, high)
        : new Ticks(low - Math.max(room, 0.5), high + Math.max(room, 0.5));
  }

  /** Where a value lies when the data go from one end to the other. */
  double place(double value, double from, double to) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** The round numbers between two values that lie this share of the range outside of the data. */
  List<BigDecimal> round(double outside) {
    double range = high - low;
    BigDecimal step = step(range / STEPS_WANTED);
    long first = (long) Math.ceil((low - outside * range) / step.doubleValue() - ROUNDING);
    long last = (long) Math.floor((high + outside * range) / step.doubleValue() + ROUNDING);
    List<BigDecimal> result = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      result.add(step.multiply(BigDecimal.valueOf(i)));
    }
    return result;
  }

  /** The label of a round number: a plain decimal with a true minus sign. */
  static String label(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.toPlainString().replace('-', '−');
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below. */
  private static BigDecimal step(double least) {
    int exponent = (int) Math.floor(Math.log10(least));
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
    double digits = least / power.doubleValue();
    BigDecimal factor =
        BigDecimal.valueOf(digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    return factor.multiply(power).stripTrailingZeros();
  }
}
