package io.github.clip4j.image;

/** How pixels are resampled; each constant is Pillow's filter of that name. */
public enum Interpolation {
  /** The nearest pixel, without averaging. */
  NEAREST,
  /** The mean over the area of the new pixel. */
  BOX,
  /** A triangle of support 1. */
  BILINEAR,
  /** A Hamming window of support 1. */
  HAMMING,
  /** Keys' cubic with a = -0.5, of support 2. */
  BICUBIC,
  /** A sinc windowed by a sinc, of support 3. */
  LANCZOS
}
