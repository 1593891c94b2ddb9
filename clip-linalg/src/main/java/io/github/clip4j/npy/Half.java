package io.github.clip4j.npy;

/** IEEE 754 binary16. */
final class Half {
  private static final int EXPONENT_BITS = 0x7c00;
  private static final int FRACTION_BITS = 0x03ff;

  private Half() {}

  /** The value of the 16 bits, which every float32 holds exactly. */
  static float toFloat(short bits) {
    int exponent = (bits & EXPONENT_BITS) >> 10;
    int fraction = bits & FRACTION_BITS;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
