package io.github.clip4j.image.codec;

/** What the samples of a pixel mean; the constants are Pillow's modes. */
public enum Mode {
  /** Mode "1": 0 or 255. */
  BILEVEL(1),
  /** Grey. */
  L(1),
  /** Grey and alpha. */
  LA(2),
  /** An index into a palette. */
  P(1),
  /** An index into a palette, and alpha. */
  PA(2),
  /** Red, green, blue. */
  RGB(3),
  /** Red, green, blue, alpha. */
  RGBA(4),
  /** Cyan, magenta, yellow, black; 255 is full ink. */
  CMYK(4),
  /** Mode "I;16": grey of 0 to 65535. */
  I16(1),
  /** Signed 32-bit grey. */
  I32(1),
  /** Grey in float. */
  F32(1);

  private final int bands;

  Mode(int bands) {
    this.bands = bands;
  }

  /** {@return how many samples a pixel has} */
  public int bands() {
    return bands;
  }

  /** {@return whether the samples do not fit into bytes} */
  public boolean isDeep() {
    return this == I16 || this == I32 || this == F32;
  }
}
