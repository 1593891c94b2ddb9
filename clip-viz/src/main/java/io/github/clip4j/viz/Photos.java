package io.github.clip4j.viz;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageDecoder;
import io.github.clip4j.image.ImageSource;
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
    Reading reading = Reading.of(sources.size());
    List<Optional<Read>> all =
        IntStream.range(0, sources.size())
            .parallel()
            .mapToObj(i -> sources.get(i).flatMap(reading::read))
            .toList();
    return new Photos(
        all.stream().map(read -> read.map(Read::image)).toList(),
        reading.jpegs() ? all.stream().map(read -> read.flatMap(Read::jpeg)).toList() : List.of());
  }

  /** A photo in both sizes. */
  private record Read(RgbImage image, Optional<byte[]> jpeg) {}

  /**
   * What photos are made into.
   *
   * @param edge the longer edge at most
   * @param limit bytes of the JPEG at most
   * @param jpegs whether that is made of the whole photo, for lack of pixels in the smaller one
   */
  private record Reading(int edge, int limit, boolean jpegs) {
    static Reading of(int photos) {
      double fair = Math.sqrt(BYTES_IN_ALL / 3 / Math.max(1, photos));
      int edge = (int) Math.max(SMALLEST_EDGE, Math.min(LARGEST_EDGE, fair));
      return new Reading(edge, FittedJpeg.limit(photos), edge < FittedJpeg.LARGEST_EDGE);
    }

    Optional<Read> read(ImageSource source) {
      ImageDecoder decoder = ImageDecoder.standard();
      try {
        if (!jpegs) {
          return Optional.of(new Read(decoder.decodeWithin(source, edge), Optional.empty()));
        }
        RgbImage photo = decoder.decode(source);
        byte[] jpeg = FittedJpeg.of(photo, limit);
        return Optional.of(new Read(photo.within(edge), Optional.of(jpeg)));
      } catch (ImageException e) {
        return Optional.empty();
      }
    }
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
