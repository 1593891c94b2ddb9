package io.github.clip4j.journal;

import io.github.clip4j.embedding.ImageEmbedder;
import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** A process that embeds a directory with a journal, to be killed. */
final class EmbeddingProcess {
  private static final long MILLIS_PER_BATCH = 8;

  private EmbeddingProcess() {}

  /** Arguments: the directory of the images, the journal, and where the result goes. */
  public static void main(String[] args) throws IOException {
    Path result = Path.of(args[2]);
    try (ImageEncoder encoder = new NeighbourlyEncoder("a model", MILLIS_PER_BATCH)) {
      List<ImageSource> images = ImageSource.directory(Path.of(args[0]), "images", List.of());
      System.out.println("begins");
      Transcript transcript = new Transcript();
      EmbeddingJournal.at(Path.of(args[1]))
          .checkpointEvery(Duration.ZERO)
          .embed(encoder, images, transcript);
      Path unfinished = result.resolveSibling("unfinished");
      Files.writeString(unfinished, transcript.sha256());
      Files.move(unfinished, result, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What a run without a journal gives. */
  static String uninterrupted(Path directory) {
    Transcript transcript = new Transcript();
    try (ImageEncoder encoder = new NeighbourlyEncoder("a model", 0)) {
      ImageEmbedder.of(encoder)
          .embed(ImageSource.directory(directory, "images", List.of()), transcript);
    }
    return transcript.sha256();
  }

  /** Each result, to the last bit, in the order of arrival. */
  static final class Transcript implements ImageSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    @Override
    public void embedded(ImageSource image, float[] vector) {
      try {
        out.writeUTF(image.name());
        for (float value : vector) {
          out.writeFloat(value);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void failed(ImageFailure failure) {
      try {
        out.writeUTF(failure.source().name());
        out.writeUTF(failure.reason());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String sha256() {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        return HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
