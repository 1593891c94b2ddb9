package io.github.clip4j.embedding;

import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.util.List;

/**
 * The vectors of the images that could be read, and the failures of the others.
 *
 * @param images the readable images, in the order given; one a row of the embeddings
 * @param embeddings their vectors, {@code [n, d]}; the ids are the images' names
 * @param failures the other images, in the order given
 */
public record ImageEmbeddings(
    List<ImageSource> images, Embeddings embeddings, List<ImageFailure> failures) {

  /**
   * Keeps copies of the lists.
   *
   * @param images the images, in the order of the results
   * @param embeddings by this pipeline's model
   * @param failures the images that could not be read
   */
  public ImageEmbeddings {
    images = List.copyOf(images);
    failures = List.copyOf(failures);
  }
}
