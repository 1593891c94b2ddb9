package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.util.List;

/**
 * Finds the images, or texts, that are nearest to an image, by the cosine of their embeddings. The
 * search is exact: all are compared.
 */
public final class ImageSearch {
  private final ClipModel model;
  private final Embeddings searched;

  private ImageSearch(ClipModel model, Embeddings searched) {
    this.model = model;
    this.searched = searched;
  }

  /**
   * A search among images or texts that the model embedded. The model stays the caller's to close.
   *
   * @param model embeds the query
   * @param searched what is searched
   * @return the search
   * @throws IllegalArgumentException if the embeddings are of another model
   */
  public static ImageSearch of(ClipModel model, Embeddings searched) {
    model.requireOwn(searched);
    return new ImageSearch(model, searched);
  }

  /**
   * The nearest to an image, best first, equal ones in their order.
   *
   * @param query what to look for; itself, where it is among those searched
   * @param k how many to return; all where there are fewer
   * @return the hits, best first
   * @throws IllegalArgumentException if k is less than 1
   * @throws ImageException if the image cannot be read
   */
  public List<Embeddings.Neighbour> search(ImageSource query, int k) {
    return searched.nearest(model.embedImage(query), k).get(0);
  }
}
