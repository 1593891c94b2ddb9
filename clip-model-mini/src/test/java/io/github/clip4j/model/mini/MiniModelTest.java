package io.github.clip4j.model.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.BundledModel;
import io.github.clip4j.model.BundledModels;
import io.github.clip4j.model.LogitScale;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.model.OpenedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniModelTest {

  private static ModelDirectory directory;
  private static OpenedModel model;

  @BeforeAll
  static void open(@TempDir Path cache) {
    String before = System.setProperty("clip4j.cache", cache.toString());
    try {
      directory = ModelLocator.locate("mini");
      assertThat(directory.path()).startsWith(cache);
      model = directory.open();
    } finally {
      if (before == null) {
        System.clearProperty("clip4j.cache");
      } else {
        System.setProperty("clip4j.cache", before);
      }
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void itIsFoundByItsId() {
    assertThat(BundledModels.ids()).containsExactly("mini");
  }

  @Test
  void theListedDigestsAreThoseOfTheFiles() throws Exception {
    MiniModel mini = new MiniModel();
    for (BundledModel.File file : mini.files()) {
      try (InputStream in = mini.open(file.name())) {
        byte[] content = in.readAllBytes();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        assertThat(content).as(file.name()).hasSize((int) file.size());
        assertThat(HexFormat.of().formatHex(digest)).as(file.name()).isEqualTo(file.sha256());
      }
    }
  }

  @Test
  void everyFileOfTheModelIsListedAndUnpacked() throws IOException {
    Path source = Path.of("src/main/resources/io/github/clip4j/model/mini");
    Set<String> listed =
        new MiniModel().files().stream().map(BundledModel.File::name).collect(Collectors.toSet());
    assertThat(listed).contains("LICENSE", "NOTICE", "README.md", "tokenizer.json");
    assertThat(files(directory.path())).isEqualTo(listed);
    Set<String> there = files(source);
    there.remove("files.txt");
    assertThat(there).isEqualTo(listed);
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString().replace('\\', '/'))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void itsSizesAreThoseOfItsReadme() {
    assertThat(model.dimension()).isEqualTo(512);
    assertThat(directory.preprocessing().height()).isEqualTo(260);
    assertThat(directory.preprocessing().width()).isEqualTo(260);
    try (var tokenizer = directory.tokenizer()) {
      assertThat(tokenizer.contextLength()).isEqualTo(64);
      assertThat(tokenizer.padId()).hasValue(0);
    }
    assertThat(model.logitScale().factor()).isCloseTo(30, within(1e-4));
    assertThat(model.logitScale().origin()).isEqualTo(LogitScale.Origin.CONFIGURATION);
  }

  @Test
  void textsComeOutNormalisedAndNearTheirLikes() {
    TextEncoder texts = model.textEncoder();
    float[][] v = texts.encode(List.of("cat", "a small kitten", "truck", "a lorry on the road"));
    for (float[] vector : v) {
      assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }
    assertThat(dot(v[0], v[1])).isGreaterThan(dot(v[0], v[2])).isGreaterThan(dot(v[0], v[3]));
    assertThat(dot(v[2], v[3])).isGreaterThan(dot(v[2], v[0])).isGreaterThan(dot(v[2], v[1]));
  }

  @Test
  void aTextDoesNotDependOnLongerOnesBesideIt() {
    TextEncoder texts = model.textEncoder();
    float[] alone = texts.encode(List.of("cat"))[0];
    float[] among = texts.encode(List.of("a long sentence about dogs and other animals", "cat"))[1];
    for (int i = 0; i < alone.length; i++) {
      assertThat(among[i]).isCloseTo(alone[i], within(1e-6f));
    }
  }

  @Test
  void aTextBeyondTheContextIsCut() {
    String longText = "cat ".repeat(500);
    assertThat(model.textEncoder().encode(List.of(longText))[0]).hasSize(512);
  }

  @Test
  void anImageDoesNotDependOnTheOthersOfItsBatch() {
    ImageEncoder images = model.imageEncoder();
    try (ImageEncoder.Batch batch = images.newBatch()) {
      for (int slot = 0; slot < batch(images); slot++) {
        batch.load(slot, gradient(slot));
      }
      float[][] together = batch.encode(new int[] {0, 1, 2, 3});
      for (int slot = 0; slot < 4; slot++) {
        try (ImageEncoder.Batch single = images.newBatch()) {
          single.load(0, gradient(slot));
          float[] alone = single.encode(new int[] {0})[0];
          for (int i = 0; i < alone.length; i++) {
            assertThat(together[slot][i]).isCloseTo(alone[i], within(1e-6f));
          }
        }
      }
    }
  }

  private static int batch(ImageEncoder images) {
    return Math.min(4, images.batchSize());
  }

  private static ImageSource gradient(int kind) {
    BufferedImage image = new BufferedImage(300, 280, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, ((x * (kind + 1)) & 255) << 16 | (y & 255) << 8 | (x * y & 255));
      }
    }
    return ImageSource.image("gradient " + kind, image);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
