/**
 * From an image file to the numbers that an image tower is fed.
 *
 * <p>In come image sources, out go normalised {@code [3, h, w]} tensors whose bytes are Pillow's.
 * File formats are left to {@code codec}. Nothing here knows of models or of ONNX, and no
 * process-wide setting of ImageIO is touched.
 */
@NullMarked
package io.github.clip4j.image;

import org.jspecify.annotations.NullMarked;
