package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import java.util.List;

/**
 * Finds the images, or texts, that fit a text best, by the cosine of their embeddings. The search
 * is exact: all are compared. {@link ImageSearch} does the same for an image.
 */
public final class TextSearch {
  private final ClipModel model;
  private final Embeddings searched;

  private TextSearch(ClipModel model, Embeddings searched) {
    this.model = model;
    this.searched = searched;
  }

  /**
   * A search among images or texts that the model embedded. The model stays the caller's to close.
   *
   * @param model embeds the queries
   * @param searched what is searched
   * @return the search
   * @throws IllegalArgumentException if the model has no text encoder, or the embeddings are of
   *     another model
   */
  public static TextSearch of(ClipModel model, Embeddings searched) {
    model.requireTextEncoder("searching by text");
    model.requireOwn(searched);
    return new TextSearch(model, searched);
  }

  /**
   * The best for a text, best first, equal ones in their order.
   *
   * @param query what to look for
   * @param k how many to return; all where there are fewer
   * @return the hits, best first
   * @throws IllegalArgumentException if k is less than 1
   */
  public List<Embeddings.Neighbour> search(String query, int k) {
    return search(List.of(query), k).get(0);
  }

  /**
   * The best for each of many texts, which are compared together: faster than one after the other.
   *
   * @param queries what to look for
   * @param k how many to return for each; all where there are fewer
   * @return one list a query: the hits, best first, equal ones in their order
   * @throws IllegalArgumentException if k is less than 1
   */
  public List<List<Embeddings.Neighbour>> search(List<String> queries, int k) {
    return searched.nearest(model.embedTexts(queries), k);
  }
}
