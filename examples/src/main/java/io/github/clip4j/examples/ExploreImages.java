package io.github.clip4j.examples;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.ImageEmbeddings;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Pca;
import io.github.clip4j.linalg.PcaModel;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.viz.ClusterPlot;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Explores photos step by step: vectors, a plane, groups, names, and a picture. */
public final class ExploreImages {
  private static final List<String> LABELS = List.of("animal", "food", "object", "vehicle");

  private ExploreImages() {}

  /**
   * Explores the bundled photos, or those of the URLs given.
   *
   * @param args where the picture goes ({@code clip_visualization.png} if there is no argument),
   *     then URLs of photos
   */
  public static void main(String[] args) {
    Path picture = Path.of(args.length > 0 ? args[0] : "clip_visualization.png");
    List<ImageSource> photos =
        args.length > 1
            ? Arrays.stream(args).skip(1).map(URI::create).map(ImageSource::url).toList()
            : ImageSource.directory(Path.of("examples/photos/demo"));

    try (ClipModel model = ClipModel.load("mini")) {
      // 1. Each photo becomes a vector. One that cannot be read is told, and the others go on.
      ImageEmbeddings embedded = model.embedImages(photos);
      embedded
          .failures()
          .forEach(f -> System.err.println("Error: " + f.source().name() + ": " + f.reason()));
      Rows vectors = embedded.embeddings().rows();

      // 2. Two principal components make a map.
      PcaModel pca = Pca.withComponents(2).fit(vectors);
      System.out.println("explained variance " + Arrays.toString(pca.explainedVarianceRatio()));

      // 3. k-means makes groups, of the vectors themselves.
      KMeansModel groups = KMeans.of(LABELS.size()).seed(42).restarts(50).fit(vectors);

      // 4. A group's name is the label nearest to its centre.
      Embeddings labels = model.embedTexts(LABELS);
      List<String> numbers = List.of("0", "1", "2", "3");
      Embeddings centres = Embeddings.of(numbers, Rows.of(groups.centres()), labels.fingerprint());
      for (int group = 0; group < centres.count(); group++) {
        String name = labels.nearest(centres.vector(group), 1).get(0).id();
        System.out.println("group " + group + " is " + name);
      }

      // 5. The pipeline does all of this at once, and its result can be drawn.
      ClipAnalysis analysis =
          ClipPipeline.using(model)
              .reduceTo(2)
              .cluster(LABELS.size())
              .nameFrom(LABELS)
              .seed(42)
              .analyze(embedded);
      ClusterPlot.of(analysis).writePng(picture);
      System.out.println("drawn in " + picture);
    }
  }
}
