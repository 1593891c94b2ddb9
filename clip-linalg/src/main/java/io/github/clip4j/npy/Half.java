package io.github.clip4j.npy;

/**
 * IEEE 754 binary16, the element type {@code <f2}.
 *
 * <p><strong>No stable API.</strong> It is public only so that the library's own modules can share
 * it; it may change in any release, and applications have no use for it.
 */
public final class Half {
  private static final int EXPONENT_BITS = 0x7c00;
  private static final int NAN = 0x7e00;

  // Bits of float32: infinity, 65520 (half way from the largest half to 2^16), and 2^-14.
  private static final int FLOAT_INFINITY = 0x7f800000;
  private static final int FIRST_INFINITE = 0x477ff000;
  private static final int FIRST_NORMAL = 0x38800000;

  private Half() {}

  /**
   * The value of the 16 bits, which every float32 holds exactly.
   *
   * @param bits of a binary16
   * @return its value
   */
  public static float toFloat(short bits) {
    int finite = bits & 0x7fff;
    float magnitude;
    if (finite < EXPONENT_BITS) {
      // The same bits as a float32 are 2^112 times too small, subnormal ones too.
      magnitude = Float.intBitsToFloat(finite << 13) * 0x1p112f;
    } else {
      magnitude = finite == EXPONENT_BITS ? Float.POSITIVE_INFINITY : Float.NaN;
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /**
   * The nearest binary16, of two equally near ones the even; infinity from 65,520 on.
   *
   * @param value any float32
   * @return the 16 bits
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & Integer.MAX_VALUE;
    if (magnitude >= FIRST_INFINITE) {
      return (short) (sign | (magnitude > FLOAT_INFINITY ? NAN : EXPONENT_BITS));
    }
    if (magnitude < FIRST_NORMAL) {
      return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24f));
    }
    // Thirteen bits of fraction go, and the exponent's bias falls from 127 to 15.
    int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((rounded - (112 << 23)) >>> 13));
  }
}
