package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.embedding.ImageEmbeddings;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.ReferenceModels;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One model in the hands of many threads. */
@Timeout(60)
class ThreadsTest {

  private static final List<ImageSource> IMAGES =
      Stream.of(
              "exact_224.png", "jpeg_grey.jpg", "png_palette.png", "jpeg_420.jpg", "gif_static.gif")
          .map(name -> ImageSource.file(ReferenceModels.file("images/" + name)))
          .toList();
  private static final List<String> TEXTS =
      IntStream.range(0, 80).mapToObj(i -> "a photo of " + "a cat and ".repeat(i % 5) + i).toList();

  @TempDir private static Path directory;
  private static Path model;

  @BeforeAll
  static void assembleTheModel() {
    model = ReferenceModels.assemble("tinyclip-split", directory);
  }

  private static <T> List<Future<T>> together(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return pool.invokeAll(Collections.nCopies(threads, work));
    } finally {
      pool.shutdown();
    }
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("clip4j"))
        .toList();
  }

  private static float[] bits(FMatrixRMaj matrix) {
    return matrix.data;
  }

  @Test
  void thirtyTwoThreadsGetTheBitsOfOne() throws Exception {
    try (ClipModel shared = ClipModel.load(model)) {
      float[] images = bits(shared.embedImages(IMAGES).embeddings().toMatrix());
      float[] texts = bits(shared.embedTexts(TEXTS).toMatrix());

      for (Future<Boolean> same :
          together(
              32,
              () -> {
                assertThat(bits(shared.embedImages(IMAGES).embeddings().toMatrix()))
                    .isEqualTo(images);
                assertThat(bits(shared.embedTexts(TEXTS).toMatrix())).isEqualTo(texts);
                return true;
              })) {
        assertThat(same.get()).isTrue();
      }
    }
  }

  @Test
  void whoeverIsAtWorkWhileTheModelIsClosedIsToldSo() throws Exception {
    ClipModel shared = ClipModel.load(model);
    CountDownLatch atWork = new CountDownLatch(8);
    Thread closer =
        new Thread(
            () -> {
              try {
                atWork.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              shared.close();
              shared.close();
            });
    closer.start();

    List<Future<Integer>> users =
        together(
            8,
            () -> {
              shared.embedTexts(TEXTS.subList(0, 2));
              atWork.countDown();
              for (int done = 0; ; done++) {
                shared.embedTexts(TEXTS);
                shared.embedImages(IMAGES);
                assertThat(done).isLessThan(10_000);
              }
            });

    for (Future<Integer> user : users) {
      assertThatThrownBy(user::get)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
    closer.join();
    assertThatThrownBy(() -> shared.embedImages(IMAGES)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptedAnalysisStopsAndLeavesNothingBehind() throws Exception {
    try (ClipModel shared = ClipModel.load(model)) {
      List<ImageSource> many = Collections.nCopies(50_000, IMAGES.get(1));
      CountDownLatch underWay = new CountDownLatch(3);
      ExecutorService pool = Executors.newSingleThreadExecutor();
      Future<ClipAnalysis> analysis =
          pool.submit(
              () ->
                  ClipPipeline.using(shared)
                      .onProgress(progress -> underWay.countDown())
                      .analyze(many));
      underWay.await();
      pool.shutdownNow();

      assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(analysis::get).hasCauseInstanceOf(CancellationException.class);
      for (Thread worker : workers()) {
        worker.join(1000);
        assertThat(worker.isAlive()).as(worker.getName()).isFalse();
      }
      ImageEmbeddings again = shared.embedImages(IMAGES);
      assertThat(again.embeddings().count()).isEqualTo(IMAGES.size());
    }
  }
}
