package io.github.clip4j.image.codec;

/**
 * A part of an image.
 *
 * @param left first column
 * @param top first row
 * @param right one more than the last column
 * @param bottom one more than the last row
 */
public record Part(int left, int top, int right, int bottom) {

  /** Which part of an image of some size will be looked at. */
  public interface Rule {
    /** All of it. */
    Rule WHOLE = (width, height) -> new Part(0, 0, width, height);

    /**
     * Decides.
     *
     * @param width of the image
     * @param height of the image
     * @return the part, within the image and not empty
     */
    Part of(int width, int height);
  }
}
