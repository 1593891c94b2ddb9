package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import java.util.List;

/** Finds the images that fit a text best, by the cosine of their embeddings. */
public final class TextSearch {
  private final ClipModel model;
  private final Embeddings images;

  private TextSearch(ClipModel model, Embeddings images) {
    this.model = model;
    this.images = images;
  }

  /**
   * A search among images that the model embedded. The model stays the caller's to close.
   *
   * @param model embeds the queries
   * @param images what is searched
   * @return the search
   * @throws IllegalArgumentException if the model has no text encoder, or the embeddings are of
   *     another model
   */
  public static TextSearch of(ClipModel model, Embeddings images) {
    model.requireTextEncoder("searching by text");
    model.requireOwn(images);
    return new TextSearch(model, images);
  }

  /**
   * The best images for a text, best first, equal ones in their order. The search is exact: every
   * image is compared.
   *
   * @param query what to look for
   * @param k how many to return; all where there are fewer
   * @return the hits, best first
   * @throws IllegalArgumentException if k is less than 1
   */
  public List<Embeddings.Neighbour> search(String query, int k) {
    return images.nearest(model.embedTexts(List.of(query)).vector(0), k);
  }
}
