package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipAnalysisTest {
  private final ClipPipeline pipeline = ClipPipeline.using(PlaneModel.create());

  @Test
  void theScreeHasMoreComponentsThanWereKept() {
    ClipAnalysis analysis = pipeline.reduceTo(1).analyze(PlaneModel.images(0, 30, 90, 200));

    List<Double> scree = analysis.scree(9);

    assertThat(scree).hasSize(2);
    assertThat(scree.get(0) + scree.get(1)).isCloseTo(1, within(1e-6));
    assertThat(scree.get(0))
        .isCloseTo(analysis.statistics().explainedVarianceRatio().get(0), within(1e-6));
    assertThat(pipeline.analyze(PlaneModel.images(5)).scree(9)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> analysis.scree(0));
  }

  @Test
  void borderlineImagesComeLowestSilhouetteFirstWithTheirRunnerUp() {
    ClipAnalysis analysis =
        pipeline
            .cluster(2)
            .nameFrom("0", "90")
            .analyze(PlaneModel.images(0, 2, 4, 1, 40, 88, 90, 92));

    List<AnalyzedImage> borderline = analysis.borderline();
    assertThat(borderline).extracting(AnalyzedImage::name).containsExactly("40 #4");
    int runnerUp = borderline.get(0).runnerUpCluster().orElseThrow();
    assertThat(analysis.clusters().get(runnerUp).name()).isEqualTo("90");
  }

  @Test
  void anImageNamedOtherwiseThanItsClusterIsBorderline() {
    ClipAnalysis analysis =
        pipeline
            .cluster(2)
            .nameFrom("0", "60", "180")
            .analyze(PlaneModel.images(-10, -5, 0, 5, 10, 34, 170, 180, 190));

    AnalyzedImage image = analysis.images().get(5);
    assertThat(analysis.clusterOf(image).name()).isEqualTo("0");
    assertThat(image.bestLabel()).map(LabelScore::label).contains("60");
    assertThat(analysis.borderline()).contains(image);
  }

  @Test
  void anImageAloneInItsClusterSitsBetweenNone() {
    ClipAnalysis analysis =
        pipeline
            .cluster(3)
            .nameFrom("0", "90", "180")
            .analyze(PlaneModel.images(0, 1, 2, 90, 179, 180, 181));

    AnalyzedImage alone = analysis.images().get(3);
    assertThat(analysis.clusterOf(alone).size()).isEqualTo(1);
    assertThat(alone.silhouette()).hasValue(0);
    assertThat(analysis.borderline()).isEmpty();
  }

  @Test
  void jsonHasTheFieldsOfTheContract() {
    ClipAnalysis analysis =
        pipeline.cluster(2).nameFrom("0", "90").seed(3).analyze(PlaneModel.images(0, 1, 90));

    JsonObject json = JsonParser.parseString(analysis.toJson()).getAsJsonObject();

    assertThat(json.keySet())
        .contains(
            "model",
            "seed",
            "dimension",
            "explainedVarianceRatio",
            "clusters",
            "images",
            "failures");
    assertThat(json.get("seed").getAsInt()).isEqualTo(3);
    JsonObject cluster = json.getAsJsonArray("clusters").get(0).getAsJsonObject();
    assertThat(cluster.keySet()).containsExactly("id", "name", "size", "scores");
    assertThat(cluster.getAsJsonObject("scores").keySet()).containsExactly("0", "90");
    assertThat(json.getAsJsonArray("images").get(0).getAsJsonObject().keySet())
        .contains("file", "x", "y", "cluster", "silhouette");
  }

  @Test
  void jsonSaysWhereTheNamesComeFrom() {
    ClipPipeline two = pipeline.cluster(2);

    assertThat(namedFrom(two.nameFrom("0", "90"))).isEqualTo("labels");
    assertThat(namedFrom(two)).isEqualTo("vocabulary");
    assertThat(namedFrom(two.nameByNumber())).isEqualTo("numbers");
  }

  private static String namedFrom(ClipPipeline pipeline) {
    String json = pipeline.analyze(PlaneModel.images(0, 1, 90)).toJson();
    return JsonParser.parseString(json).getAsJsonObject().get("namedFrom").getAsString();
  }
}
