package io.github.clip4j.image;

/**
 * An image that could not be read, beside the others that could.
 *
 * @param source the image
 * @param reason what is wrong with it, in one line, without its name
 */
public record ImageFailure(ImageSource source, String reason) {}
