package io.github.clip4j.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEmbedderTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void resultsComeInTheOrderOfTheImagesForAnyNumberOfThreads(int threads) {
    RecordingEncoder encoder = new RecordingEncoder(4);

    ImageEmbeddings result = ImageEmbedder.of(encoder).withThreads(threads).embed(images(0, 30));

    assertThat(result.embeddings().ids())
        .containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> "image-" + i).toList());
    assertThat(result.embeddings().vector(17)).isEqualTo(unit(17));
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void batchBoundariesDependOnPositionsNotOnFailures() {
    RecordingEncoder encoder = new RecordingEncoder(4);
    List<ImageSource> images = new ArrayList<>(images(0, 9));
    images.set(1, broken("broken-1"));
    images.set(8, broken("broken-8"));

    ImageEmbeddings result = ImageEmbedder.of(encoder).embed(images);

    assertThat(encoder.runs)
        .containsExactlyInAnyOrder(
            List.of("image-0", "image-2", "image-3"),
            List.of("image-4", "image-5", "image-6", "image-7"));
    assertThat(result.failures())
        .containsExactly(
            new ImageFailure(images.get(1), "no picture"),
            new ImageFailure(images.get(8), "no picture"));
    assertThat(result.embeddings().count()).isEqualTo(7);
  }

  @Test
  void aVectorWithNanIsTheFailureOfItsImage() {
    ImageEncoder encoder =
        ImageEncoder.of(
            2, "test", image -> new float[] {image.name().equals("image-1") ? Float.NaN : 1, 1});

    ImageEmbeddings result = ImageEmbedder.of(encoder).embed(images(0, 3));

    assertThat(result.embeddings().ids()).containsExactly("image-0", "image-2");
    assertThat(result.failures()).extracting(ImageFailure::reason).asString().contains("NaN");
  }

  @Test
  void theEncodersArraysAreLeftAsTheyWere() {
    float[] kept = {3, 4};
    for (ImageEncoder table :
        List.of(
            new RecordingEncoder(4, slots -> new float[][] {kept}),
            ImageEncoder.of(2, "test", image -> kept))) {
      for (int round = 0; round < 2; round++) {
        Embeddings vectors = ImageEmbedder.of(table).embed(images(0, 1)).embeddings();
        assertThat(vectors.vector(0)).containsExactly(0.6f, 0.8f);
      }
    }
    assertThat(kept).containsExactly(3, 4);
  }

  @Test
  void vectorsOfAnotherNumberOrLengthAreAModelsFault() {
    for (ImageEncoder wrong :
        List.of(
            new RecordingEncoder(4, slots -> new float[1][2]),
            new RecordingEncoder(4, slots -> new float[slots.length][3]),
            ImageEncoder.of(2, "test", image -> new float[3]))) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> ImageEmbedder.of(wrong).embed(images(0, 3)))
          .withMessageContaining("expected");
    }
  }

  @Test
  void aMistakeOfTheEncoderEndsTheCallAndClosesTheBatches() {
    RecordingEncoder encoder = new RecordingEncoder(4);
    List<ImageSource> images = new ArrayList<>(images(0, 40));
    images.set(9, ImageSource.bytes("bug", new byte[0]));

    assertThatIllegalStateException()
        .isThrownBy(() -> ImageEmbedder.of(encoder).embed(images))
        .withMessage("a bug");
    assertThat(encoder.open).hasValue(0);
  }

  @Test
  void anInterruptEndsTheCallAndClosesTheBatches() {
    RecordingEncoder encoder = new RecordingEncoder(4);

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> ImageEmbedder.of(encoder).embed(images(0, 40)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(encoder.open).hasValue(0);
  }

  @Test
  void noImagesGiveNoVectors() {
    ImageEmbeddings result = ImageEmbedder.of(new RecordingEncoder(4)).embed(List.of());

    assertThat(result.embeddings().count()).isZero();
    assertThat(result.embeddings().dimension()).isEqualTo(2);
  }

  private static List<ImageSource> images(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> ImageSource.bytes("image-" + i, new byte[] {(byte) i}))
        .toList();
  }

  private static ImageSource broken(String name) {
    return ImageSource.bytes(name, new byte[0]);
  }

  private static float[] unit(int i) {
    float[] vector = {i, 1};
    UnitVectors.normalize(vector, 0, 2);
    return vector;
  }

  /** Knows what it was asked: "image-7" is (7, 1), "broken…" fails, "bug" is a mistake. */
  private static final class RecordingEncoder implements ImageEncoder {
    private final int batchSize;
    private final @Nullable Function<int[], float[][]> vectors;
    private final List<List<String>> runs = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger open = new AtomicInteger();

    RecordingEncoder(int batchSize) {
      this(batchSize, null);
    }

    /** Gives these vectors instead. */
    RecordingEncoder(int batchSize, @Nullable Function<int[], float[][]> vectors) {
      this.batchSize = batchSize;
      this.vectors = vectors;
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public String fingerprint() {
      return "test";
    }

    @Override
    public int batchSize() {
      return batchSize;
    }

    @Override
    public Batch newBatch() {
      open.incrementAndGet();
      String[] names = new String[batchSize];
      return new Batch() {
        @Override
        public void load(int slot, ImageSource image) {
          if (image.name().startsWith("broken")) {
            throw new ImageException("no picture");
          }
          if (image.name().equals("bug")) {
            throw new IllegalStateException("a bug");
          }
          names[slot] = image.name();
        }

        @Override
        public float[][] encode(int[] slots) {
          List<String> run = IntStream.of(slots).mapToObj(slot -> names[slot]).toList();
          runs.add(run);
          return vectors != null
              ? vectors.apply(slots)
              : run.stream()
                  .map(name -> new float[] {Integer.parseInt(name.substring(6)), 1})
                  .toArray(float[][]::new);
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    @Override
    public void close() {}
  }
}
