package io.github.clip4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.ImageEncoderContract;
import io.github.clip4j.encoder.Vectors;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.model.ReferenceModels;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxImageEncoderTest {

  private static final List<ImageSource> IMAGES =
      Stream.of("exact_224.png", "jpeg_grey.jpg", "png_palette.png")
          .map(name -> ImageSource.file(ReferenceModels.file("images/" + name)))
          .toList();

  private static ImageEncoder open(String model, ModelOptions options, Path directory) {
    return ModelDirectory.of(ReferenceModels.assemble(model, directory))
        .open(options)
        .imageEncoder();
  }

  private abstract static class Contract extends ImageEncoderContract {
    private final String model;

    Contract(String model) {
      this.model = model;
    }

    @Override
    protected ImageEncoder open(Path directory) {
      return OnnxImageEncoderTest.open(model, ModelOptions.standard(), directory);
    }

    @Override
    protected List<ImageSource> images() {
      return IMAGES;
    }

    @Override
    protected ImageSource unreadable() {
      return ImageSource.bytes("broken.jpg", new byte[] {1, 2, 3});
    }
  }

  @Nested
  class OfViTB32 extends Contract {
    OfViTB32() {
      super("clip-vit-b32-shape");
    }
  }

  @Nested
  class OfAJointGraph extends Contract {
    OfAJointGraph() {
      super("tinyclip-joint");
    }
  }

  @Nested
  class OfSiglip extends Contract {
    OfSiglip() {
      super("siglip-small");
    }
  }

  @Nested
  class OfAQuantizedTower extends Contract {
    OfAQuantizedTower() {
      super("tinyclip-int8");
    }

    @Override
    protected double independence() {
      return 0;
    }
  }

  @Nested
  class OfAHalfPrecisionTower extends Contract {
    OfAHalfPrecisionTower() {
      super("tinyclip-fp16");
    }

    /** One unit in the last place of a half-precision entry. */
    @Override
    protected double independence() {
      return 5e-4;
    }
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit(@TempDir Path one, @TempDir Path two) {
    ModelOptions options = ModelOptions.standard();
    try (ImageEncoder single =
            open("tinyclip-split", options.withOnnx(options.onnx().withThreads(1)), one);
        ImageEncoder several =
            open("tinyclip-split", options.withOnnx(options.onnx().withThreads(2)), two)) {
      assertThat(Vectors.of(several, IMAGES)).isDeepEqualTo(Vectors.of(single, IMAGES));
    }
  }

  @Test
  void batchingAQuantizedGraphIsPossibleAndChangesItsVectors(@TempDir Path one, @TempDir Path two) {
    ModelOptions options = ModelOptions.standard();
    try (ImageEncoder singly = open("tinyclip-int8", options, one);
        ImageEncoder together =
            open("tinyclip-int8", options.withOnnx(options.onnx().withBatchQuantized(true)), two)) {
      float[][] expected = Vectors.of(singly, IMAGES);
      float[][] mixed = Vectors.of(together, IMAGES);
      assertThat(
              IntStream.range(0, mixed.length).mapToDouble(i -> Vectors.dot(mixed[i], expected[i])))
          .allSatisfy(cosine -> assertThat(cosine).isGreaterThan(0.99))
          .anySatisfy(cosine -> assertThat(cosine).isLessThan(0.99999));
    }
  }

  @Test
  void slotsOutsideTheBatchAreRefused(@TempDir Path directory) {
    try (ImageEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory);
        ImageEncoder.Batch batch = encoder.newBatch()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.load(encoder.batchSize(), IMAGES.get(0)))
          .withMessageContaining("got " + encoder.batchSize());
      assertThatIllegalArgumentException().isThrownBy(() -> batch.encode(new int[0]));
    }
  }

  @Test
  void aClosedEncoderAndAClosedBatchRefuseToEncode(@TempDir Path directory) {
    ImageEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory);
    ImageEncoder.Batch batch = encoder.newBatch();
    ImageEncoder.Batch closed = encoder.newBatch();
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.load(0, IMAGES.get(0)))
        .isInstanceOf(IllegalStateException.class);
    batch.load(0, IMAGES.get(0));
    encoder.close();
    assertThatThrownBy(() -> batch.encode(new int[] {0}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(encoder::newBatch).isInstanceOf(IllegalStateException.class);
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void oneImageAfterTheOtherTakesTheMemoryOfOneRun(@TempDir Path directory) {
    try (ImageEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory)) {
      float[][] expected = Vectors.of(encoder, IMAGES.subList(0, 1));
      long before = directBytes();
      for (int i = 0; i < 20; i++) {
        assertThat(Vectors.of(encoder, IMAGES.subList(0, 1))).isDeepEqualTo(expected);
        assertThat(directBytes() - before).isLessThan(1 << 20);
      }
    }
  }

  @Test
  void whatABatchLeftIsNotRunAlongInTheNext(@TempDir Path one, @TempDir Path two) {
    OnnxOptions together = OnnxOptions.standard().withBatchQuantized(true);
    ModelOptions options = ModelOptions.standard().withOnnx(together);
    try (ImageEncoder fresh = open("tinyclip-int8", options, one);
        ImageEncoder used = open("tinyclip-int8", options, two)) {
      Vectors.of(used, IMAGES);
      assertThat(besideOneThatFails(used)).isDeepEqualTo(besideOneThatFails(fresh));
    }
  }

  @Test
  void whatARunLeftIsNotRunAlongInTheNextOfItsBatch(@TempDir Path directory) {
    OnnxOptions together = OnnxOptions.standard().withBatchQuantized(true);
    ModelOptions options = ModelOptions.standard().withOnnx(together);
    try (ImageEncoder encoder = open("tinyclip-int8", options, directory);
        ImageEncoder.Batch fresh = encoder.newBatch();
        ImageEncoder.Batch used = encoder.newBatch()) {
      used.load(0, IMAGES.get(0));
      used.load(1, IMAGES.get(1));
      float[][] both = used.encode(new int[] {0, 1});
      assertThat(used.encode(new int[] {0, 1})).isDeepEqualTo(both);

      fresh.load(1, IMAGES.get(1));
      used.load(1, IMAGES.get(1));
      assertThat(used.encode(new int[] {1})).isDeepEqualTo(fresh.encode(new int[] {1}));
    }
  }

  private static float[][] besideOneThatFails(ImageEncoder encoder) {
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      ImageSource broken = ImageSource.bytes("broken.jpg", new byte[] {1, 2, 3});
      assertThatThrownBy(() -> batch.load(0, broken)).isInstanceOf(ImageException.class);
      batch.load(1, IMAGES.get(1));
      return batch.encode(new int[] {1});
    }
  }

  @Test
  void aBatchThatIsClosedTwiceIsTakenOverOnce(@TempDir Path directory) {
    try (ImageEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory)) {
      float[][] expected = Vectors.of(encoder, IMAGES);
      ImageEncoder.Batch closed = encoder.newBatch();
      closed.close();
      closed.close();
      try (ImageEncoder.Batch first = encoder.newBatch();
          ImageEncoder.Batch second = encoder.newBatch()) {
        first.load(0, IMAGES.get(0));
        second.load(0, IMAGES.get(1));
        float[] vector = Vectors.normalized(first.encode(new int[] {0}))[0];
        assertThat(Vectors.largestDifference(vector, expected[0])).isCloseTo(0, within(1e-6));
      }
    }
  }

  @Test
  void closingWhileOthersEncodeWaitsOrRefusesButNeverCrashes(@TempDir Path directory)
      throws Exception {
    ImageEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> users =
          IntStream.range(0, 3)
              .<Future<?>>mapToObj(i -> threads.submit(() -> encodeUntilClosed(encoder)))
              .toList();
      Thread.sleep(200);
      encoder.close();
      for (Future<?> user : users) {
        user.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void encodeUntilClosed(ImageEncoder encoder) {
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      batch.load(0, IMAGES.get(0));
      while (true) {
        assertThat(batch.encode(new int[] {0})).hasDimensions(1, encoder.dimension());
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }

  private static final ImagePreprocessing TINY = ImagePreprocessing.siglip().resizeExactly(4, 6);

  private static float[][] encode(TinyGraph tiny, Path directory) throws IOException {
    Path file = tiny.write(directory.resolve("tiny.onnx"));
    try (OnnxGraph graph = OnnxGraph.open(file, OnnxOptions.standard());
        OnnxImageEncoder encoder =
            OnnxImageEncoder.of(graph, ImagePreprocessor.of(TINY), TowerRules.clip(4, 6), "tiny")) {
      return Vectors.of(encoder, IMAGES);
    }
  }

  private static TinyGraph meanColour(Object batch, Object height, Object width) {
    return new TinyGraph()
        .input("pixels", TinyGraph.FLOAT, batch, 3, height, width)
        .mean("pixels", "colour", false, 2, 3)
        .output("colour", batch, 3);
  }

  @Test
  void aFixedBatchOfAnySizeIsFilledAndItsSurplusDropped(@TempDir Path directory)
      throws IOException {
    float[][] expected = encode(meanColour("n", "h", "w"), directory);
    for (int batch : new int[] {1, 3, 9}) {
      float[][] vectors = encode(meanColour(batch, 4, 6), directory);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Vectors.largestDifference(vectors[i], expected[i])).isCloseTo(0, within(1e-6));
      }
    }
  }

  @Test
  void anImageSizeThatTheGraphDoesNotTakeIsRefused(@TempDir Path directory) {
    assertThatThrownBy(() -> encode(meanColour("n", 8, 8), directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("3 x 4 x 6")
        .hasMessageContaining("pixels float[n, 3, 8, 8]");
  }

  @Test
  void aJointGraphWithOneBatchSizeGetsAsManyTextsAsImages(@TempDir Path directory)
      throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("pixel_values", TinyGraph.FLOAT, "n", 3, "h", "w")
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .mean("pixel_values", "colour", false, 2, 3)
            .meanOfRows("input_ids", "ids")
            .concat("image_embeds", "colour", "ids")
            .output("image_embeds", "n", 4);
    assertThat(encode(graph, directory)).hasDimensions(IMAGES.size(), 4);
  }
}
