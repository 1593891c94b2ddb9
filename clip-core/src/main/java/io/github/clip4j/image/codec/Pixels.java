package io.github.clip4j.image.codec;

import org.jspecify.annotations.Nullable;

/**
 * A decoded image as Pillow holds it, in the file's own mode. Samples are interleaved by pixel,
 * rows from the top. Arrays are shared, not copied: nothing writes to them after decoding.
 */
public final class Pixels {
  private final Mode mode;
  private final int width;
  private final int height;

  /** Empty in a deep mode, and until they are asked for where there are rows. */
  private byte[] bytes;

  private final double[] deep;
  private final @Nullable Rows rows;
  private final byte @Nullable [] palette;
  private final int @Nullable [] transparentColor;
  private final boolean paletteHasAlpha;
  private final int orientation;

  private Pixels(
      Mode mode,
      int width,
      int height,
      byte[] bytes,
      double[] deep,
      @Nullable Rows rows,
      byte @Nullable [] palette,
      boolean paletteHasAlpha,
      int @Nullable [] transparentColor,
      int orientation) {
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.bytes = bytes;
    this.deep = deep;
    this.rows = rows;
    this.palette = palette;
    this.paletteHasAlpha = paletteHasAlpha;
    this.transparentColor = transparentColor;
    this.orientation = orientation;
  }

  /**
   * An image of 8-bit samples.
   *
   * @param mode what the samples mean; no deep mode
   * @param width in pixels
   * @param height in pixels
   * @param bytes {@code [height][width][bands]}, flattened; may be longer
   * @return the image
   */
  public static Pixels of(Mode mode, int width, int height, byte[] bytes) {
    return new Pixels(mode, width, height, bytes, new double[0], null, null, false, null, 1);
  }

  /** An image of 8-bit samples that are given as they are asked for, once all were decoded. */
  static Pixels of(Mode mode, int width, int height, Rows rows) {
    return new Pixels(mode, width, height, new byte[0], new double[0], rows, null, false, null, 1);
  }

  /** An image of one sample a pixel that does not fit into a byte. */
  static Pixels deep(Mode mode, int width, int height, double[] samples) {
    return new Pixels(mode, width, height, new byte[0], samples, null, null, false, null, 1);
  }

  /**
   * The same with a palette.
   *
   * @param rgba {@code [256][4]}, flattened
   * @param hasAlpha whether the file says anything of the colours' alpha
   */
  Pixels withPalette(byte[] rgba, boolean hasAlpha) {
    return new Pixels(
        mode, width, height, bytes, deep, rows, rgba, hasAlpha, transparentColor, orientation);
  }

  /** The same with one colour declared transparent: {@code [3]}, grey repeated. */
  Pixels withTransparentColor(int[] rgb) {
    return new Pixels(
        mode, width, height, bytes, deep, rows, palette, paletteHasAlpha, rgb, orientation);
  }

  /** The same with an EXIF orientation, 1 to 8. */
  Pixels withOrientation(int exif) {
    return new Pixels(
        mode, width, height, bytes, deep, rows, palette, paletteHasAlpha, transparentColor, exif);
  }

  /**
   * The same description with other samples.
   *
   * @param newWidth in pixels
   * @param newHeight in pixels
   * @param newBytes {@code [height][width][bands]}, flattened; empty in a deep mode
   * @param newDeep {@code [height][width]}, flattened; empty unless the mode is deep
   * @return the other image
   */
  public Pixels withSamples(int newWidth, int newHeight, byte[] newBytes, double[] newDeep) {
    return new Pixels(
        mode,
        newWidth,
        newHeight,
        newBytes,
        newDeep,
        null,
        palette,
        paletteHasAlpha,
        transparentColor,
        orientation);
  }

  /** {@return what the samples mean} */
  public Mode mode() {
    return mode;
  }

  /** {@return pixels in a row} */
  public int width() {
    return width;
  }

  /** {@return the rows} */
  public int height() {
    return height;
  }

  /** {@return {@code [height][width][bands]}, flattened; empty in a deep mode} */
  public byte[] bytes() {
    if (rows != null && bytes.length == 0) {
      bytes = InterleavedRows.of(rows, width, height, mode.bands());
    }
    return bytes;
  }

  /** {@return the rows of an image of 8-bit samples; of what was decoded, if that was a part} */
  public Rows rows() {
    return rows != null ? rows : new InterleavedRows(bytes, width, mode.bands());
  }

  /** {@return {@code [height][width]}, flattened; empty unless the mode is deep} */
  public double[] deep() {
    return deep;
  }

  int orientation() {
    return orientation;
  }

  /** {@return the image as its EXIF orientation means it to be seen} */
  public Pixels upright() {
    return Orientation.upright(this);
  }

  /** {@return {@code [256][4]}, RGBA, flattened; opaque black where the file has none} */
  public byte[] palette() {
    return palette == null ? Palettes.black() : palette;
  }

  /** {@return the one colour declared transparent, {@code [3]}, or null} */
  public int @Nullable [] transparentColor() {
    return transparentColor;
  }

  /** {@return whether transformers would lay it on white} */
  public boolean isTransparent() {
    return mode == Mode.LA
        || mode == Mode.RGBA
        || mode == Mode.PA
        || paletteHasAlpha
        || transparentColor != null;
  }
}
