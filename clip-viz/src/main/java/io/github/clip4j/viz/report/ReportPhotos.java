package io.github.clip4j.viz.report;

import java.util.Optional;
import java.util.OptionalDouble;

/** The photos of a page, by the number of their image. */
public interface ReportPhotos {
  /**
   * The shape of a photo.
   *
   * @param image its number
   * @return width by height; empty where there is no photo
   */
  OptionalDouble aspect(int image);

  /**
   * A photo's file.
   *
   * @param image its number
   * @return the bytes of a JPEG; empty where there is no photo
   */
  Optional<byte[]> jpeg(int image);
}
