package io.github.clip4j.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The reference images and what Pillow, transformers and open_clip make of them. */
final class Reference {
  private static final Path ROOT = root();
  private static final JsonObject MANIFEST = manifest();

  private Reference() {}

  private static Path root() {
    URL manifest = Reference.class.getResource("/reference/images/manifest.json");
    try {
      return Path.of(Objects.requireNonNull(manifest).toURI()).resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject manifest() {
    try {
      return JsonParser.parseString(Files.readString(ROOT.resolve("images/manifest.json")))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An entry of the manifest. */
  record Entry(JsonObject json) {
    String file() {
      return json.get("file").getAsString();
    }

    Path path() {
      return ROOT.resolve(file());
    }

    ImageSource source() {
      return ImageSource.file(path());
    }

    boolean has(String key) {
      return json.has(key);
    }

    String text(String key) {
      return json.get(key).getAsString();
    }

    String text(String section, String key) {
      return json.getAsJsonObject(section).get(key).getAsString();
    }

    @Override
    public String toString() {
      return file();
    }
  }

  static List<Entry> images() {
    return entries(MANIFEST.getAsJsonArray("images"));
  }

  static List<Entry> broken() {
    return entries(MANIFEST.getAsJsonArray("broken"));
  }

  private static List<Entry> entries(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(Entry::new)
        .toList();
  }

  static Path path(String file) {
    return ROOT.resolve(file);
  }

  static ImageSource source(String file) {
    return ImageSource.file(path("images/" + file));
  }

  static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(path("images/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256(RgbImage image) {
    return sha256(image.toBytes());
  }

  /** Of the little-endian floats. */
  static String sha256(FloatBuffer values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return sha256(bytes.array());
  }

  static FloatBuffer pixelValues(ImagePreprocessing preprocessing, ImageSource source) {
    ImagePreprocessor preprocessor = ImagePreprocessor.of(preprocessing);
    FloatBuffer slot = FloatBuffer.allocate(3 * preprocessor.height() * preprocessor.width());
    preprocessor.preprocess(source, slot);
    return slot.flip();
  }

  static RgbImage pixels(ImagePreprocessing preprocessing, ImageSource source) {
    return ImagePreprocessor.of(preprocessing).resizedAndCropped(source);
  }
}
