package io.github.clip4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.error.JournalException;
import io.github.clip4j.image.ContentHash;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageLimits;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.journal.EmbeddingProcess.Transcript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingJournalTest {
  private static final int IMAGES = 22;

  @TempDir private Path directory;
  private Path images;
  private Path file;
  private EmbeddingJournal journal;

  @BeforeEach
  void makeImages() throws IOException {
    images = Files.createDirectory(directory.resolve("images"));
    file = directory.resolve("journal");
    journal = EmbeddingJournal.at(file).checkpointEvery(Duration.ZERO);
    for (int i = 0; i < IMAGES; i++) {
      write(i, i % 10 == 3 ? "broken" : "image " + i);
    }
  }

  private Path image(int number) {
    return images.resolve(String.format("%02d.jpg", number));
  }

  private void write(int number, String content) throws IOException {
    Files.writeString(image(number), content);
    // Well apart, whatever the file system's clock: an hour for each letter.
    Files.setLastModifiedTime(
        image(number), FileTime.from(Instant.ofEpochSecond(3600L * content.length())));
  }

  private List<ImageSource> sources() {
    return ImageSource.directory(images, "images", List.of());
  }

  private static NeighbourlyEncoder encoder() {
    return new NeighbourlyEncoder("a model", 0);
  }

  private JournalReport run(NeighbourlyEncoder encoder, ImageSink sink) {
    return journal.embed(encoder, sources(), sink);
  }

  private void runUntilBatch(int batch) {
    EmbeddingJournal interrupting =
        journal.onProgress(
            done -> {
              if (done >= batch * NeighbourlyEncoder.BATCH_SIZE) {
                Thread.currentThread().interrupt();
              }
            });
    assertThatThrownBy(() -> interrupting.embed(encoder(), sources(), new Transcript()))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
  }

  @Test
  void aRunWithAJournalGivesWhatARunWithoutGives() {
    Transcript transcript = new Transcript();
    JournalReport report = run(encoder(), transcript);
    assertThat(transcript.sha256()).isEqualTo(EmbeddingProcess.uninterrupted(images));
    assertThat(report).isEqualTo(new JournalReport(0, 20, 2, List.of(), List.of()));
  }

  @Test
  void aRunThatWasCutOffIsFinishedByTheNext() {
    runUntilBatch(3);
    NeighbourlyEncoder encoder = encoder();
    Transcript transcript = new Transcript();
    JournalReport report = run(encoder, transcript);
    assertThat(report.reused()).isEqualTo(11); // three batches of four, one image of them broken
    assertThat(encoder.encoded()).isEqualTo(9);
    assertThat(transcript.sha256()).isEqualTo(EmbeddingProcess.uninterrupted(images));
  }

  @Test
  void aCompleteRunIsNotDoneAgain() {
    run(encoder(), new Transcript());
    NeighbourlyEncoder encoder = encoder();
    Transcript transcript = new Transcript();
    assertThat(run(encoder, transcript).reused()).isEqualTo(20);
    assertThat(encoder.encoded()).isZero();
    assertThat(transcript.sha256()).isEqualTo(EmbeddingProcess.uninterrupted(images));
  }

  @Test
  void aStampThatCannotBeHadCountsAsChanged() {
    ImageSource stored =
        new ImageSource() {
          @Override
          public String name() {
            return "stored";
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream("image".getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public Optional<String> stamp() {
            throw new IllegalStateException("no connection");
          }
        };
    for (int run = 0; run < 2; run++) {
      NeighbourlyEncoder encoder = encoder();
      journal.embed(encoder, List.of(stored), new Transcript());
      assertThat(encoder.encoded()).isEqualTo(1);
    }
  }

  @Test
  void everyCutOfTheFileLeavesTheWholeCheckpointsBeforeIt() throws IOException {
    run(encoder(), new Transcript());
    byte[] whole = Files.readAllBytes(file);
    String expected = EmbeddingProcess.uninterrupted(images);
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
      Transcript transcript = new Transcript();
      run(encoder(), transcript);
      assertThat(transcript.sha256()).isEqualTo(expected);
    }
  }

  @Test
  void aFlippedBitCostsItsCheckpointAndThoseBehindIt() throws IOException {
    run(encoder(), new Transcript());
    byte[] whole = Files.readAllBytes(file);
    String expected = EmbeddingProcess.uninterrupted(images);
    Random random = new Random(2);
    int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf('}') + 1;
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      damaged[header + random.nextInt(whole.length - header)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      Transcript transcript = new Transcript();
      run(encoder(), transcript);
      assertThat(transcript.sha256()).isEqualTo(expected);
    }
  }

  @Test
  void aChangedFileIsEmbeddedAgain() throws IOException {
    run(encoder(), new Transcript());
    write(5, "another image");
    NeighbourlyEncoder encoder = encoder();
    JournalReport report = run(encoder, new Transcript());
    assertThat(encoder.encoded()).isEqualTo(1);
    assertThat(report).isEqualTo(new JournalReport(19, 1, 2, List.of("images/05.jpg"), List.of()));
  }

  @Test
  void aFileThatWasMendedIsEmbedded() throws IOException {
    run(encoder(), new Transcript());
    write(3, "not broken any more");
    assertThat(run(encoder(), new Transcript()))
        .isEqualTo(new JournalReport(20, 1, 1, List.of(), List.of()));
  }

  @Test
  void aVanishedFileIsDroppedAndReported() throws IOException {
    run(encoder(), new Transcript());
    Files.delete(image(7));
    NeighbourlyEncoder encoder = encoder();
    JournalReport report = run(encoder, new Transcript());
    assertThat(report.dropped()).containsExactly("images/07.jpg");
    assertThat(report.reused()).isEqualTo(19);
    assertThat(encoder.encoded()).isZero();
  }

  @Test
  void aNamedFileThatVanishedFails() throws IOException {
    List<ImageSource> named = List.of(ImageSource.file(image(0)), ImageSource.file(image(1)));
    journal.embed(encoder(), named, new Transcript());
    Files.delete(image(1));
    JournalReport report = journal.embed(encoder(), named, new Transcript());
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.reused()).isEqualTo(1);
  }

  @Test
  void anImageThatIsListedTwiceHasTwoRows() {
    List<ImageSource> twice = List.of(ImageSource.file(image(0)), ImageSource.file(image(0)));
    journal.embed(encoder(), twice, new Transcript());
    assertThat(journal.embed(encoder(), twice, new Transcript()).reused()).isEqualTo(2);
    assertThat(journal.embed(encoder(), twice.subList(0, 1), new Transcript()).reused())
        .isEqualTo(1);
  }

  @Test
  void contentsAreComparedOnRequest() throws IOException {
    journal = journal.comparingContents();
    run(encoder(), new Transcript());
    Files.setLastModifiedTime(image(0), FileTime.from(Instant.EPOCH));
    FileTime before = Files.getLastModifiedTime(image(5));
    Files.writeString(image(5), "emagi 5");
    Files.setLastModifiedTime(image(5), before);
    assertThat(run(encoder(), new Transcript()).changed()).containsExactly("images/05.jpg");
  }

  @Test
  void sizeAndTimeAreComparedByDefault() throws IOException {
    run(encoder(), new Transcript());
    Files.setLastModifiedTime(image(0), FileTime.from(Instant.EPOCH));
    assertThat(run(encoder(), new Transcript()).changed()).containsExactly("images/00.jpg");
  }

  @Test
  void anotherModelIsRefused() throws IOException {
    run(encoder(), new Transcript());
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> run(new NeighbourlyEncoder("another", 0), new Transcript()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("expected a journal of the model another")
        .hasMessageContaining("found one of a model")
        .hasMessageContaining("delete the journal");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void anotherFileIsRefusedAndLeftAlone() throws IOException {
    for (String content : List.of("a shopping list", "x".repeat(5000))) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> run(encoder(), new Transcript()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("found something else in " + file);
      assertThat(file).hasContent(content);
    }
  }

  @Test
  void oneRunAtATimeHasTheFile() {
    ImageEncoder encoder = encoder();
    ImageSink again =
        new ImageSink() {
          @Override
          public void embedded(ImageSource image, float[] vector) {
            journal.embed(encoder, sources(), new Transcript());
          }

          @Override
          public void failed(ImageFailure failure) {}
        };
    assertThatThrownBy(() -> journal.embed(encoder, sources(), again))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("another run is writing");
  }

  @Test
  void aDirectoryThatIsMissingIsNamed() {
    Path nowhere = directory.resolve("absent").resolve("journal");
    assertThatThrownBy(
            () -> EmbeddingJournal.at(nowhere).embed(encoder(), sources(), new Transcript()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(nowhere.toString());
  }

  /** Nobody, not even an administrator, can make a file there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDirectoryThatCannotBeWrittenIsNamed() {
    Path place = Path.of("/proc/e.journal");

    try (NeighbourlyEncoder encoder = encoder()) {
      assertThatThrownBy(
              () -> EmbeddingJournal.at(place).embed(encoder, sources(), new Transcript()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("cannot read or write the journal /proc/e.journal");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsEmbeddedAnewAndNeverReadToBeCompared() throws Exception {
    Path pipe = directory.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    EmbeddingJournal comparing = journal.comparingContents();
    List<ImageSource> named = List.of(ImageSource.file(pipe));
    for (List<String> changed : List.of(List.<String>of(), List.of(pipe.toString()))) {
      Thread writer = new Thread(() -> writeOnce(pipe));
      writer.start();
      JournalReport report =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> comparing.embed(encoder(), named, new Transcript()));
      writer.join();
      assertThat(report).isEqualTo(new JournalReport(0, 1, 0, changed, List.of()));
    }
  }

  private static void writeOnce(Path pipe) {
    try {
      Files.writeString(pipe, "an image");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStreamThatBlocksIsGivenUpWhileContentsAreCompared() {
    ImageSource blocking = ImageSource.stream("blocking", BlockingStream::new);
    assertThatThrownBy(
            () ->
                ContentHash.sha256(
                    blocking, ImageLimits.standard().timeLimit(Duration.ofMillis(100))))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("timeLimit");
  }

  @Test
  void anInterruptEndsTheComparing() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(encoder(), new Transcript()))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("compared");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Gives nothing, and takes no notice of interrupts. */
  private static final class BlockingStream extends InputStream {
    @Override
    public int read() {
      LockSupport.parkNanos(Duration.ofSeconds(30).toNanos());
      return -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return read();
    }
  }
}
