package io.github.clip4j.viz;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text that every format and locale reads: no exponents, no digits without meaning. */
final class Numbers {
  private Numbers() {}

  /** Rounded to hundredths. */
  static String plain(double value) {
    return plain(value, 2);
  }

  /**
   * Rounded to a number of decimals, without trailing zeros.
   *
   * @throws NumberFormatException if the value is not finite: no format has a word for that
   */
  static String plain(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
