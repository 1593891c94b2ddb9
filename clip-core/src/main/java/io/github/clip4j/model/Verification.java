package io.github.clip4j.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Whether the files of an unpacked model are what its jar says. Digests are taken once; a record
 * beside the files then tells by their sizes and times that they are still the same, so that a
 * start need not read them all. It is no protection against someone who forges a file and its time.
 */
record Verification(BundledModel model, Path directory) {

  private Path recordFile() {
    return directory.resolveSibling(directory.getFileName() + ".verified");
  }

  /** Trusts the record where it fits the files, else takes their digests, and records them. */
  boolean succeeds() throws IOException {
    if (recordFits()) {
      return true;
    }
    for (BundledModel.File file : model.files()) {
      if (!isIntact(file, directory.resolve(file.name()))) {
        return false;
      }
    }
    record();
    return true;
  }

  static boolean isIntact(BundledModel.File file, Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != file.size()) {
      return false;
    }
    MessageDigest digest = ModelFingerprint.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest()).equals(file.sha256());
  }

  private boolean recordFits() throws IOException {
    try {
      return Files.readString(recordFile()).equals(state());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** One line a file: the digest it should have, and the size and time it has. */
  private String state() throws IOException {
    StringBuilder state = new StringBuilder();
    for (BundledModel.File file : model.files()) {
      Path path = directory.resolve(file.name());
      state
          .append(file.sha256())
          .append(' ')
          .append(Files.size(path))
          .append(' ')
          .append(Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS))
          .append(' ')
          .append(file.name())
          .append('\n');
    }
    return state.toString();
  }

  /**
   * Records files that were found intact. What is recorded must have reached the disk; a record
   * that cannot be written is not needed.
   */
  void record() throws IOException {
    if (!Files.isWritable(directory.getParent())) {
      return;
    }
    for (BundledModel.File file : model.files()) {
      try (FileChannel channel =
          FileChannel.open(directory.resolve(file.name()), StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    Path fresh = Files.createTempFile(directory.getParent(), "verified", ".tmp");
    Files.writeString(fresh, state());
    Files.move(fresh, recordFile(), StandardCopyOption.ATOMIC_MOVE);
  }
}
