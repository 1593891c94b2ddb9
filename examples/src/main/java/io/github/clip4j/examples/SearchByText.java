package io.github.clip4j.examples;

import io.github.clip4j.ClipModel;
import io.github.clip4j.TextSearch;
import io.github.clip4j.embedding.Embeddings.Neighbour;
import io.github.clip4j.embedding.ImageEmbeddings;
import io.github.clip4j.image.ImageSource;
import java.nio.file.Path;
import java.util.Locale;

/** Finds photos by a sentence. */
public final class SearchByText {
  private SearchByText() {}

  /**
   * Prints the three photos that fit a sentence best.
   *
   * @param args the words of the sentence; {@code a kitten at play} if there are none
   */
  public static void main(String[] args) {
    String query = args.length > 0 ? String.join(" ", args) : "a kitten at play";

    try (ClipModel model = ClipModel.load("mini")) {
      ImageEmbeddings photos =
          model.embedImages(ImageSource.directory(Path.of("examples/photos/demo")));
      for (Neighbour hit : TextSearch.of(model, photos.embeddings()).search(query, 3)) {
        System.out.printf(Locale.ROOT, "%.3f %s%n", hit.cosine(), hit.id());
      }
    }
  }
}
