package io.github.clip4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The bundled photos, from the top of the repository. */
public final class DemoPhotos {
  /** The photos' folder as it is typed. */
  public static final String FOLDER = "examples/photos/demo";

  private DemoPhotos() {}

  /** A photo's path as it is typed. */
  public static String photo(String name) {
    return FOLDER + "/" + name;
  }

  /** Copies a photo. */
  public static void copy(String name, Path target) throws IOException {
    Files.copy(Path.of(photo(name)), target);
  }

  /** The category of each photo, by its name as the command gives it. */
  public static Map<String, String> categories() {
    Map<String, String> categories = new TreeMap<>();
    try {
      Files.readAllLines(Path.of("examples/photos/photos.csv")).stream()
          .skip(1)
          .map(line -> line.split(",", 3))
          .forEach(cells -> categories.put("examples/photos/" + cells[0], cells[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return categories;
  }
}
