package io.github.clip4j.viz.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.text.PromptTemplates;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class SnippetTest {
  private static final String[] NAMES = {"photos/a/1.jpg", "photos/a/2.jpg", "photos/b.jpg"};

  @Test
  void itSaysAllThatWasAskedFor() {
    assertThat(
            snippet(
                pipeline ->
                    pipeline
                        .cluster(2)
                        .nameFrom("cat", "dog")
                        .templates(PromptTemplates.of(List.of("a photo of a {}")))
                        .restarts(7),
                NAMES))
        .isEqualTo(
            """
            try (ClipModel model = ClipModel.load("letters")) {
              ClipAnalysis analysis =
                  ClipPipeline.using(model)
                      .reduceTo(2)
                      .cluster(2)
                      .nameFrom("cat", "dog")
                      .templates(PromptTemplates.of(List.of("a photo of a {}")))
                      .seed(42)
                      .restarts(7)
                      .analyze(ImageSource.directory(Path.of("photos")));
              HtmlReport.of(analysis).write(Path.of("report.html"));
            }
            """);
  }

  @Test
  void aChosenNumberOfClustersAndTheReducedSpaceAreSaid() {
    assertThat(
            snippet(
                pipeline ->
                    pipeline
                        .clusterAutomatically(2, 6)
                        .reduceTo(3)
                        .clusterInReducedSpace()
                        .seed(1L << 40),
                NAMES))
        .contains(
            ".reduceTo(3)",
            ".clusterAutomatically(2, 6)",
            ".clusterInReducedSpace()",
            ".seed(1099511627776L)")
        .doesNotContain("nameFrom");
  }

  @Test
  void namesWithoutLabelsAreSaidToo() {
    PromptTemplates templates = PromptTemplates.of(List.of("a photo of a {}"));
    assertThat(snippet(pipeline -> pipeline.cluster(2).templates(templates), NAMES))
        .contains(".templates(PromptTemplates.of(List.of(\"a photo of a {}\")))")
        .doesNotContain("name");
    assertThat(snippet(pipeline -> pipeline.cluster(2).templates(templates).nameByNumber(), NAMES))
        .contains(".nameByNumber()")
        .doesNotContain("templates");
  }

  @Test
  void imagesThatAreNoDirectorysAreLeftToTheReader() {
    for (String[] names :
        List.of(
            new String[] {"b/2.jpg", "b/1.jpg"},
            new String[] {"b/1.jpg", "b/1.jpg"},
            new String[] {"a/1.jpg", "b/1.jpg"},
            new String[] {"https://a/1.jpg", "https://a/2.jpg"},
            new String[] {"1.jpg", "2.jpg"})) {
      assertThat(snippet(pipeline -> pipeline.cluster(1), names))
          .contains("analyze(images)")
          .doesNotContain("directory");
    }
  }

  @Test
  void anyTextIsALiteralOfJava() {
    String hostile = "\"); System.exit(1); //\\\n\t\r\u0000\u202E🐈 日本語 \\u0022";
    assertThat(Snippet.literal(hostile))
        .isEqualTo("\"\\\"); System.exit(1); //\\\\\\n\\t\\r\\u0000\\u202e🐈 日本語 \\\\u0022\"");
    assertThat(compile("class Page { String s = " + Snippet.literal(hostile) + "; }")).isEmpty();
  }

  @Test
  void theCodeCompiles() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      labels.add("label \"" + i + "\"");
    }
    for (String[] names : List.of(NAMES, new String[] {"x.jpg", "x.jpg"})) {
      String snippet = snippet(pipeline -> pipeline.cluster(1).nameFrom(labels), names);
      assertThat(snippet.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
      assertThat(
              compile(
                  """
                  import io.github.clip4j.*;
                  import io.github.clip4j.image.ImageSource;
                  import io.github.clip4j.text.PromptTemplates;
                  import io.github.clip4j.viz.HtmlReport;
                  import java.nio.file.Path;
                  import java.util.List;
                  class Page { void make() {
                  %s
                  } }
                  """
                      .formatted(snippet)))
          .isEmpty();
    }
  }

  /** What the compiler complains of. */
  private static String compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Page.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-implicit:none", "-cp", System.getProperty("java.class.path"));
    // Attributed, not written.
    boolean well =
        compiler
            .getTask(
                complaints,
                null,
                null,
                Stream.concat(
                        options.stream(), Stream.of("-d", System.getProperty("java.io.tmpdir")))
                    .toList(),
                null,
                List.of(file))
            .call();
    return well ? "" : complaints.toString();
  }

  private static String snippet(UnaryOperator<ClipPipeline> settings, String... names) {
    List<ImageSource> images =
        Stream.of(names).map(name -> ImageSource.bytes(name, new byte[0])).toList();
    try (ClipModel model = ClipModel.of(images(), texts())) {
      ClipAnalysis analysis = settings.apply(ClipPipeline.using(model)).analyze(images);
      return new Snippet(analysis).toString();
    }
  }

  private static ImageEncoder images() {
    return ImageEncoder.of(2, "letters", source -> vector(source.name()));
  }

  private static TextEncoder texts() {
    return new TextEncoder() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public String fingerprint() {
        return "letters";
      }

      @Override
      public float[][] encode(List<String> texts) {
        return texts.stream().map(SnippetTest::vector).toArray(float[][]::new);
      }

      @Override
      public void close() {}
    };
  }

  private static float[] vector(String text) {
    Random random = new Random(text.hashCode());
    return new float[] {random.nextFloat(), random.nextFloat()};
  }
}
