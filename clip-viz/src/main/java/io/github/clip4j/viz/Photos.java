package io.github.clip4j.viz;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageDecoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.image.Interpolation;
import io.github.clip4j.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The photos to draw, each small enough that all of them fit into memory together.
 *
 * @param images one an item; empty where there is no source or it can no longer be read
 */
record Photos(List<Optional<RgbImage>> images) {
  private static final int LARGEST_EDGE = 512;
  private static final int SMALLEST_EDGE = 64;
  private static final double BYTES_IN_ALL = 128e6;

  /** Keeps a copy of the list. */
  Photos {
    images = List.copyOf(images);
  }

  /** Reads and shrinks the photos, several at once. */
  static Photos read(List<Optional<ImageSource>> sources) {
    double fair = Math.sqrt(BYTES_IN_ALL / 3 / Math.max(1, sources.size()));
    int edge = (int) Math.max(SMALLEST_EDGE, Math.min(LARGEST_EDGE, fair));
    return new Photos(
        IntStream.range(0, sources.size())
            .parallel()
            .mapToObj(i -> sources.get(i).flatMap(source -> read(source, edge)))
            .toList());
  }

  private static Optional<RgbImage> read(ImageSource source, int edge) {
    try {
      return Optional.of(shrink(ImageDecoder.standard().decode(source), edge));
    } catch (ImageException e) {
      return Optional.empty();
    }
  }

  /**
   * The image itself where no edge is longer, else the image with its longer edge of this length.
   */
  static RgbImage shrink(RgbImage image, int edge) {
    int longer = Math.max(image.width(), image.height());
    if (longer <= edge) {
      return image;
    }
    double scale = (double) edge / longer;
    return image.resize(
        (int) Math.max(1, Math.round(image.width() * scale)),
        (int) Math.max(1, Math.round(image.height() * scale)),
        Interpolation.LANCZOS);
  }

  OptionalDouble aspect(int item) {
    return images
        .get(item)
        .map(image -> OptionalDouble.of((double) image.width() / image.height()))
        .orElse(OptionalDouble.empty());
  }
}
