package io.github.clip4j.linalg;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ejml.data.FMatrixRMaj;

/** scikit-learn's results, from the files below {@code reference/linalg}. */
final class Reference {
  private static final String MANIFEST_FILE = "/reference/linalg/manifest.json";
  private static final Path ROOT = root();
  private static final JsonObject MANIFEST = manifest();

  private Reference() {}

  private static Path root() {
    URL found = Objects.requireNonNull(Reference.class.getResource(MANIFEST_FILE));
    try {
      URI uri = found.toURI();
      // In clip-core, which runs these tests too, the files lie in a jar.
      Path manifest =
          uri.getScheme().equals("jar")
              ? FileSystems.newFileSystem(uri, Map.of()).getPath(MANIFEST_FILE)
              : Path.of(uri);
      return Objects.requireNonNull(Objects.requireNonNull(manifest.getParent()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject manifest() {
    try {
      String text = Files.readString(ROOT.resolve("linalg/manifest.json"));
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonObject> cases(String name) {
    JsonArray array = MANIFEST.getAsJsonArray(name);
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
  }

  static JsonObject entry(String name) {
    return MANIFEST.getAsJsonObject(name);
  }

  static FMatrixRMaj input(String name) {
    return array(entry("inputs").getAsJsonObject(name), "file").toMatrix();
  }

  static NpyArray array(JsonObject owner, String key) {
    try {
      return NpyArray.read(ROOT.resolve(owner.get(key).getAsString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] doubles(JsonObject owner, String key) {
    return StreamSupport.stream(owner.getAsJsonArray(key).spliterator(), false)
        .mapToDouble(value -> value.isJsonNull() ? 0 : value.getAsDouble())
        .toArray();
  }
}
