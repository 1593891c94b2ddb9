package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.thread.InterruptibleFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A short name for the contents of a model. Files of up to 4 MiB are hashed whole; of larger ones
 * the size and 64 blocks of 64 KiB at even distances, first and last included, so that opening a
 * model of gigabytes takes no second. Retrained or requantised weights change everywhere; this is
 * no protection against someone who forges a file.
 */
final class ModelFingerprint {

  private static final int BLOCK = 1 << 16;
  private static final int BLOCKS = 64;
  private static final int SHOWN_BYTES = 16;

  private final MessageDigest digest = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  /** A graph and the files of its weights. */
  void graph(Path graph, Set<Path> weights) {
    file(graph);
    weights.forEach(this::file);
  }

  void file(Path file) {
    if (!Files.isRegularFile(file)) {
      // To open a pipe would wait for its writer.
      throw new ModelException("expected a file at " + file + ", found none or something else");
    }
    try {
      InterruptibleFile.read(file, this::sample);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private MessageDigest sample(SeekableByteChannel file) throws IOException {
    long size = file.size();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (int i = 0; i < BLOCKS; i++) {
      file.position(
          size <= (long) BLOCK * BLOCKS ? (long) BLOCK * i : (size - BLOCK) * i / (BLOCKS - 1));
      block.clear();
      while (block.hasRemaining() && file.read(block) > 0) {}
      digest.update(block.flip());
    }
    return digest;
  }

  private static ModelException unreadable(Path file, IOException e) {
    return new ModelException("cannot read " + file + ": " + e.getMessage(), e);
  }

  String finish() {
    return "sha256-" + HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }
}
