package io.github.clip4j.model.mini;

import io.github.clip4j.model.BundledModel;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The model {@code mini}: two small towers for about 1,000 everyday classes, so that nothing has to
 * be downloaded. It is not OpenAI's CLIP; its README says how it was made and how good it is.
 */
public final class MiniModel implements BundledModel {

  /** One line a file: SHA-256, size, name. */
  private static final String FILES = "files.txt";

  /** For the service loader. */
  public MiniModel() {}

  @Override
  public String id() {
    return "mini";
  }

  @Override
  public String notice() {
    return "a small bundled model of about 1000 everyday classes; it is not OpenAI's CLIP, and knows"
        + " no people, scenes, actions or art";
  }

  @Override
  public List<File> files() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(FILES), StandardCharsets.UTF_8))) {
      return lines.lines().map(MiniModel::file).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static File file(String line) {
    String[] parts = line.split(" ", 3);
    return new File(parts[2], Long.parseLong(parts[1]), parts[0]);
  }

  @Override
  public InputStream open(String name) throws IOException {
    InputStream content = MiniModel.class.getResourceAsStream(name);
    if (content == null) {
      throw new FileNotFoundException("expected " + name + " in the jar of the model mini");
    }
    return content;
  }
}
