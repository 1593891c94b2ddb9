/**
 * The file formats: the bytes of a file in, its first image out, with the samples that Pillow's
 * decoders give, in Pillow's mode. No file is opened here, nothing is converted to RGB, resized or
 * turned unless the format itself asks for it.
 *
 * <p><b>Not stable API.</b> The public types are so only for {@code io.github.clip4j.image}, whose
 * {@code ImageDecoder} is the way in; they may change in any release.
 */
@NullMarked
package io.github.clip4j.image.codec;

import org.jspecify.annotations.NullMarked;
