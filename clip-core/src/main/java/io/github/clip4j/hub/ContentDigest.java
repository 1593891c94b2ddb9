package io.github.clip4j.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The digest by which the hub knows a file, and which names it in the cache: the SHA-256 of large
 * files (Git LFS's object id), the id of git's blob of the others, which is the SHA-1 of {@code
 * "blob " + length + NUL} and the bytes.
 */
record ContentDigest(Kind kind, String hex) {

  enum Kind {
    SHA_256("SHA-256"),
    GIT_BLOB("SHA-1");

    private final String algorithm;

    Kind(String algorithm) {
      this.algorithm = algorithm;
    }
  }

  static ContentDigest sha256(String hex) {
    return new ContentDigest(Kind.SHA_256, hex);
  }

  /** What a name or an ETag says, by its length; nothing if it is no digest. */
  static Optional<ContentDigest> of(String text) {
    String hex = text.strip().replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT);
    if (hex.matches("[0-9a-f]{64}")) {
      return Optional.of(sha256(hex));
    }
    return hex.matches("[0-9a-f]{40}")
        ? Optional.of(new ContentDigest(Kind.GIT_BLOB, hex))
        : Optional.empty();
  }

  boolean matches(Path file) throws IOException {
    MessageDigest digest = digest();
    if (kind == Kind.GIT_BLOB) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(kind.algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + kind.algorithm, e);
    }
  }

  @Override
  public String toString() {
    return (kind == Kind.SHA_256 ? "SHA-256 " : "git blob ") + hex;
  }
}
