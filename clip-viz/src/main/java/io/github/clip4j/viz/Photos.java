package io.github.clip4j.viz;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageDecoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.image.Interpolation;
import io.github.clip4j.image.RgbImage;
import io.github.clip4j.viz.report.ReportPhotos;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The photos to draw, each small enough that all of them fit into memory together.
 *
 * @param images one an item; empty where there is no source or it can no longer be read
 * @param jpegs the same for a page, larger than the images are; no list where the images are large
 *     enough to be made into them
 */
record Photos(List<Optional<RgbImage>> images, List<Optional<byte[]>> jpegs)
    implements ReportPhotos {
  private static final int LARGEST_EDGE = 512;
  private static final int SMALLEST_EDGE = 64;

  /** Of the images; the JPEGs take at most another 45 MB. */
  private static final double BYTES_IN_ALL = 83e6;

  /** Keeps copies of the lists. */
  Photos {
    images = List.copyOf(images);
    jpegs = List.copyOf(jpegs);
  }

  Photos(List<Optional<RgbImage>> images) {
    this(images, List.of());
  }

  /** Reads and shrinks the photos, several at once. */
  static Photos read(List<Optional<ImageSource>> sources) {
    double fair = Math.sqrt(BYTES_IN_ALL / 3 / Math.max(1, sources.size()));
    int edge = (int) Math.max(SMALLEST_EDGE, Math.min(LARGEST_EDGE, fair));
    boolean tooSmallForPages = edge < FittedJpeg.LARGEST_EDGE;
    int limit = FittedJpeg.limit(sources.size());
    List<Optional<Read>> all =
        IntStream.range(0, sources.size())
            .parallel()
            .mapToObj(
                i ->
                    sources
                        .get(i)
                        .flatMap(Photos::decode)
                        .map(
                            photo ->
                                new Read(
                                    shrink(photo, edge),
                                    tooSmallForPages
                                        ? Optional.of(FittedJpeg.of(photo, limit))
                                        : Optional.empty())))
            .toList();
    return new Photos(
        all.stream().map(read -> read.map(Read::image)).toList(),
        tooSmallForPages ? all.stream().map(read -> read.flatMap(Read::jpeg)).toList() : List.of());
  }

  /** A photo in both sizes. */
  private record Read(RgbImage image, Optional<byte[]> jpeg) {}

  private static Optional<RgbImage> decode(ImageSource source) {
    try {
      return Optional.of(ImageDecoder.standard().decode(source));
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

  @Override
  public OptionalDouble aspect(int item) {
    return images
        .get(item)
        .map(image -> OptionalDouble.of((double) image.width() / image.height()))
        .orElse(OptionalDouble.empty());
  }

  @Override
  public Optional<byte[]> jpeg(int item) {
    return jpegs.isEmpty()
        ? images.get(item).map(image -> FittedJpeg.of(image, FittedJpeg.limit(images.size())))
        : jpegs.get(item);
  }
}
