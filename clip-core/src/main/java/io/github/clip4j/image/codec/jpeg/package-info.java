/**
 * The JPEG bitstream (ITU-T T.81, Huffman-coded): a file in, upsampled component samples with
 * libjpeg-turbo's values out, only those that are asked for. Nothing here knows of colours, of
 * Pillow's modes or of what the application segments mean.
 *
 * <p><b>Not stable API.</b> The public types are so only for {@code io.github.clip4j.image.codec}.
 */
@NullMarked
package io.github.clip4j.image.codec.jpeg;

import org.jspecify.annotations.NullMarked;
