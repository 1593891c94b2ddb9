package io.github.clip4j.model;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** A bundled model of two text files, offered as a service to the tests. */
public final class TinyBundle implements BundledModel {

  static final String CONTENT = "{}\n";

  private final boolean damaged;

  /** For the service loader. */
  public TinyBundle() {
    this(false);
  }

  TinyBundle(boolean damaged) {
    this.damaged = damaged;
  }

  @Override
  public String id() {
    return "tiny";
  }

  @Override
  public String notice() {
    return "two files for tests";
  }

  @Override
  public List<File> files() {
    byte[] digest = ModelFingerprint.sha256().digest(CONTENT.getBytes(StandardCharsets.UTF_8));
    String sha256 = HexFormat.of().formatHex(digest);
    return List.of(
        new File("config.json", CONTENT.length(), sha256),
        new File("onnx/model.onnx", CONTENT.length(), sha256));
  }

  @Override
  public InputStream open(String name) throws IOException {
    if (files().stream().noneMatch(file -> file.name().equals(name))) {
      throw new FileNotFoundException(name);
    }
    String content = damaged ? "[]\n" : CONTENT;
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }
}
