/**
 * The two bitstreams inside of WebP files: VP8 key frames (RFC 6386) and VP8L (RFC 9649) in,
 * samples with libwebp's values out. Nothing here knows of the container, of alpha planes or of
 * Pillow's modes.
 *
 * <p><b>Not stable API.</b> The public types are so only for {@code io.github.clip4j.image.codec}.
 */
@NullMarked
package io.github.clip4j.image.codec.vp8;

import org.jspecify.annotations.NullMarked;
