package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.DecodeAllowance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an image may cost, and what it says when it costs more. */
class ImageLimitsTest {
  private static final ImageSource PHOTO = Reference.source("jpeg_420.jpg"); // 320 x 240

  private static RgbImage decode(ImageSource source, ImageLimits limits) {
    return ImageDecoder.standard().limits(limits).decode(source);
  }

  @Test
  void theDefaultsArePillowsPixelsAndAQuarterOfTheHeap() {
    ImageLimits limits = ImageLimits.standard();
    assertThat(limits.maxPixels()).isEqualTo(178_956_970);
    assertThat(limits.decodeBudget()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
  }

  @Test
  void pixels() {
    assertThat(decode(PHOTO, ImageLimits.standard().maxPixels(320 * 240)).width()).isEqualTo(320);
    assertThatThrownBy(() -> decode(PHOTO, ImageLimits.standard().maxPixels(320 * 240 - 1)))
        .isInstanceOf(ImageException.class)
        .hasMessage("320 x 240 pixels is over the limit of 76799 (maxPixels)");
  }

  @Test
  void decodeBudget() {
    ImageLimits limits = ImageLimits.standard().decodeBudget(320 * 240 * 3);
    assertThat(decode(PHOTO, limits).width()).isEqualTo(320);
    assertThat(limits.isIdle()).isTrue();
    assertThatThrownBy(() -> decode(PHOTO, ImageLimits.standard().decodeBudget(320 * 240 * 3 - 1)))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("320 x 240 pixels need 0 MiB, over the limit of 0 MiB")
        .hasMessageContaining("decodeBudget");
  }

  @Test
  void bytesOfTheFile() throws IOException {
    byte[] encoded;
    try (InputStream in = PHOTO.open()) {
      encoded = in.readAllBytes();
    }
    ImageLimits limits = ImageLimits.standard().maxFileBytes(encoded.length - 1);
    ImageSource memory = ImageSource.bytes("photo", encoded);
    for (ImageSource source : List.of(PHOTO, memory)) {
      assertThatThrownBy(() -> decode(source, limits))
          .isInstanceOf(ImageException.class)
          .hasMessage(
              "the file is over the limit of " + (encoded.length - 1) + " bytes (maxFileBytes)");
    }
  }

  @Test
  void time() {
    ImageSource slow = ImageSource.stream("slow", () -> endless(Duration.ZERO, new AtomicLong()));
    assertThatThrownBy(() -> decode(slow, ImageLimits.standard().timeLimit(Duration.ofMillis(1))))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("not decoded within the limit of 0.001 s (timeLimit)");
  }

  @Test
  void manyThreadsShareTheBudgetAndAllFinish() throws Exception {
    // Room for one photo and a half: they must wait for each other.
    ImageLimits limits = ImageLimits.standard().decodeBudget(320 * 240 * 3 * 3 / 2);
    ImagePreprocessor preprocessor = ImagePreprocessor.of(ImagePreprocessing.clip().limits(limits));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> loads = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        loads.add(
            threads.submit(
                () -> preprocessor.preprocess(PHOTO, FloatBuffer.allocate(3 * 224 * 224))));
      }
      for (Future<?> load : loads) {
        load.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(limits.isIdle()).isTrue();
  }

  @Test
  void theLongestTimeIsNoLimit() {
    ImageLimits limits = ImageLimits.standard().timeLimit(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(decode(PHOTO, limits)).isNotNull();
  }

  @Test
  void memoryIsGivenBackAfterAFailure() {
    ImageLimits limits = ImageLimits.standard().decodeBudget(1 << 20);
    ImageSource truncated = Reference.source("broken/truncated_half.png");
    assertThatThrownBy(() -> decode(truncated, limits)).isInstanceOf(ImageException.class);
    assertThat(limits.isIdle()).isTrue();
  }

  @Test
  void limitsChangeNoFingerprint() {
    ImagePreprocessing plain = ImagePreprocessing.clip();
    assertThat(plain.limits(ImageLimits.standard().maxPixels(1)).fingerprint())
        .isEqualTo(plain.fingerprint());
  }

  /** Headers that promise 12,000 x 12,000 pixels, in front of the data of a small image. */
  @ParameterizedTest
  @CsvSource({
    "png_rgb.png, 16, 4, true",
    "bmp_24.bmp, 18, 4, false",
    "jpeg_420.jpg, 163, 2, true",
    "jpeg_grey_progressive.jpg, 94, 2, true"
  })
  void headersThatPromiseMoreThanTheFileCanHoldAreTruncated(
      String file, int at, int bytes, boolean bigEndian) {
    byte[] encoded = Reference.bytes(file);
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < bytes; i++) {
        int shift = 8 * (bigEndian ? bytes - 1 - i : i);
        encoded[at + axis * bytes + i] = (byte) (12_000 >> shift);
      }
    }
    if (file.startsWith("png")) {
      CRC32 checksum = new CRC32();
      checksum.update(encoded, 12, 17);
      ByteBuffer.wrap(encoded).putInt(29, (int) checksum.getValue());
    }
    assertThatThrownBy(
            () ->
                decode(
                    ImageSource.bytes(file, encoded), ImageLimits.standard().decodeBudget(1 << 30)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("truncated")
        .hasMessageContaining("its header promises");
  }

  @Test
  void wrongLimitsAreRefused() {
    ImageLimits limits = ImageLimits.standard();
    assertThatThrownBy(() -> limits.maxPixels(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits.maxFileBytes(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits.decodeBudget(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits.timeLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsReadWithinTheTime(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    byte[] photo = Reference.bytes("jpeg_420.jpg");
    ImageSource source = ImageSource.file(pipe);

    ImageLimits soon = ImageLimits.standard().timeLimit(Duration.ofMillis(100));
    assertThatThrownBy(() -> decode(source, soon))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("timeLimit");

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> decode(source, ImageLimits.standard()))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    // Both still wait for a writer: this lets them go.
    write(pipe, new byte[0]);

    Path other = directory.resolve("other.jpg");
    assertThat(new ProcessBuilder("mkfifo", other.toString()).start().waitFor()).isZero();
    Thread writer = new Thread(() -> write(other, photo));
    writer.start();
    assertThat(decode(ImageSource.file(other), ImageLimits.standard()).width()).isEqualTo(320);
    writer.join();
  }

  @Test
  void errorsOfAReadingAreThrownAsTheyAre() {
    OutOfMemoryError error = new OutOfMemoryError("no room");
    try (DecodeAllowance allowance = ImageLimits.standard().begin()) {
      assertThatThrownBy(
              () ->
                  TimedReading.within(
                      allowance,
                      () -> {
                        throw error;
                      }))
          .isSameAs(error);
    }
  }

  private static void write(Path file, byte[] content) {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins like a JPEG, and goes on with zeros for ever. */
  private static InputStream endless(Duration pause, AtomicLong read) {
    byte[] beginning = Reference.bytes("jpeg_420.jpg");
    return new InputStream() {
      @Override
      public int read() {
        long at = read.getAndIncrement();
        return at < 100 ? beginning[(int) at] & 255 : 0;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (!pause.isZero()) {
          LockSupport.parkNanos(pause.toNanos());
        }
        int count = pause.isZero() ? length : Math.min(length, 1);
        for (int i = 0; i < count; i++) {
          target[offset + i] = (byte) read();
        }
        return count;
      }
    };
  }

  @Test
  void aFileWithoutAnEndIsOverALimit() {
    ImageLimits limits = ImageLimits.standard().maxFileBytes(1 << 20);
    AtomicLong read = new AtomicLong();
    ImageSource endless = ImageSource.stream("endless", () -> endless(Duration.ZERO, read));
    assertThatThrownBy(() -> decode(endless, limits)).hasMessageContaining("maxFileBytes");
    assertThat(read).hasValueLessThan((1 << 20) + 10);

    try (DecodeAllowance allowance = limits.begin()) {
      assertThatThrownBy(() -> allowance.claimEncoded(Runtime.getRuntime().maxMemory()))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("its file has")
          .hasMessageContaining("decodeBudget");
    }
    assertThat(limits.isIdle()).isTrue();
  }

  @Test
  void whatBeginsLikeNoImageIsNotReadToItsEnd() {
    AtomicLong read = new AtomicLong(100);
    ImageSource zeros = ImageSource.stream("zeros", () -> endless(Duration.ZERO, read));
    assertThatThrownBy(() -> decode(zeros, ImageLimits.standard()))
        .hasMessageContaining("not an image of a known format");
    assertThat(read).hasValueLessThan(1 << 16);
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    assertThatThrownBy(() -> decode(ImageSource.file(device), ImageLimits.standard()))
        .hasMessageContaining("not an image of a known format");
  }

  @Test
  void aStreamIsReadWithinTheTime() {
    ImageLimits soon = ImageLimits.standard().timeLimit(Duration.ofMillis(100));
    ImageSource blocking =
        ImageSource.stream("blocking", () -> endless(Duration.ofDays(1), new AtomicLong()));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> decode(blocking, soon))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("timeLimit"));
    ImageSource dripping =
        ImageSource.stream("dripping", () -> endless(Duration.ofMillis(1), new AtomicLong()));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThatThrownBy(() -> decode(dripping, soon)).hasMessageContaining("timeLimit"));
  }

  @Test
  void aStreamThatCannotBeReadIsAFailure() {
    ImageSource broken =
        ImageSource.stream(
            "broken",
            () -> {
              throw new UncheckedIOException(new IOException("the archive is damaged"));
            });
    assertThatThrownBy(() -> decode(broken, ImageLimits.standard()))
        .isInstanceOf(ImageException.class)
        .hasMessage("the archive is damaged");
  }

  /** As a store's or a framework's classes throw them, at the opening or while it is read. */
  @Test
  void uncheckedExceptionsOfASourceAreFailuresOfItsImage() {
    IllegalStateException problem = new IllegalStateException("no such bucket\nat host 7");
    for (ImageSource broken : throwing(problem)) {
      assertThatThrownBy(() -> decode(broken, ImageLimits.standard()))
          .isInstanceOf(ImageException.class)
          .hasMessage("its source threw IllegalStateException: no such bucket")
          .hasCause(problem);
      assertThatThrownBy(() -> ContentHash.sha256(broken, ImageLimits.standard()))
          .isInstanceOf(ImageException.class)
          .hasCause(problem);
    }
  }

  @Test
  void whatASourceCancelsOrSaysItselfIsThrownAsItIs() {
    for (RuntimeException own :
        List.of(new CancellationException("enough"), new ImageException("it was withdrawn"))) {
      for (ImageSource source : throwing(own)) {
        assertThatThrownBy(() -> decode(source, ImageLimits.standard())).isSameAs(own);
        assertThatThrownBy(() -> ContentHash.sha256(source, ImageLimits.standard())).isSameAs(own);
      }
    }
  }

  private static List<ImageSource> throwing(RuntimeException problem) {
    InputStream stream =
        new InputStream() {
          @Override
          public int read() {
            throw problem;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            throw problem;
          }
        };
    return List.of(
        ImageSource.stream("read", () -> stream),
        ImageSource.stream(
            "opened",
            () -> {
              throw problem;
            }));
  }

  @Test
  void whatAnImageWaitsForOthersDoesNotCount() throws Exception {
    ImageLimits limits =
        ImageLimits.standard().decodeBudget(320 * 240 * 3).timeLimit(Duration.ofMillis(500));
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<RgbImage> waiting;
      try (DecodeAllowance other = limits.begin()) {
        other.claimEncoded(Runtime.getRuntime().maxMemory() / 4);
        waiting = pool.submit(() -> decode(PHOTO, limits));
        TimeUnit.MILLISECONDS.sleep(600);
        assertThat(waiting.isDone()).isFalse();
      }
      assertThat(waiting.get().width()).isEqualTo(320);
    } finally {
      pool.shutdown();
    }
    assertThat(limits.isIdle()).isTrue();
  }

  @Test
  void aPngTakesItsBandsAndNoMore() {
    ImageSource photo =
        ImageSource.image("rgb", decode(PHOTO, ImageLimits.standard()).toBufferedImage());
    ImageSource png = ImageSource.stream("rgb.png", photo::open);
    ImageLimits exact = ImageLimits.standard().decodeBudget(320 * 240 * 3);
    assertThat(decode(png, exact).width()).isEqualTo(320);
    assertThatThrownBy(() -> decode(png, exact.decodeBudget(320 * 240 * 3 - 1)))
        .hasMessageContaining("decodeBudget");
  }
}
