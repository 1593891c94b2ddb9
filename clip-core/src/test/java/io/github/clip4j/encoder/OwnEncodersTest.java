package io.github.clip4j.encoder;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** A user's own encoders and precomputed vectors, under the contract of all encoders. */
class OwnEncodersTest {

  private static ImageSource bytes(String content) {
    return ImageSource.bytes(content, content.getBytes(StandardCharsets.UTF_8));
  }

  /** How often each of 16 kinds of byte occurs. */
  private static float[] histogram(byte[] bytes) {
    float[] counts = new float[16];
    for (byte b : bytes) {
      counts[b & 15]++;
    }
    return counts;
  }

  @Nested
  class AFunction extends ImageEncoderContract {
    @Override
    protected ImageEncoder open(Path directory) {
      return ImageEncoder.of(16, "histogram", AFunction::encode);
    }

    private static float[] encode(ImageSource image) {
      try (InputStream in = image.open()) {
        return histogram(in.readAllBytes());
      } catch (IOException e) {
        throw new ImageException("cannot be read", e);
      }
    }

    @Override
    protected List<ImageSource> images() {
      return List.of(bytes("first"), bytes("second, longer"), bytes("a third one"));
    }

    @Override
    protected ImageSource unreadable() {
      return ImageSource.file(Path.of("absent.png"));
    }
  }

  @Nested
  class PrecomputedVectors extends ImageEncoderContract {
    private final Map<String, float[]> vectors =
        Map.of(
            "a.jpg", new float[] {3, 4, 0},
            "b.jpg", new float[] {0, 0, 2},
            "c.jpg", new float[] {1, 1, 1});

    @Override
    protected ImageEncoder open(Path directory) {
      return ImageEncoder.of(3, "precomputed", this::lookUp);
    }

    private float[] lookUp(ImageSource image) {
      float[] vector = vectors.get(image.name());
      if (vector == null) {
        throw new ImageException("no vector was computed for it");
      }
      return vector;
    }

    @Override
    protected List<ImageSource> images() {
      return List.of(named("a.jpg"), named("b.jpg"), named("c.jpg"));
    }

    @Override
    protected ImageSource unreadable() {
      return named("d.jpg");
    }

    private static ImageSource named(String name) {
      return ImageSource.file(Path.of(name), name);
    }
  }

  @Nested
  class ATextEncoder extends TextEncoderContract {
    @Override
    protected TextEncoder open(Path directory) {
      return new TextEncoder() {
        @Override
        public int dimension() {
          return 16;
        }

        @Override
        public String fingerprint() {
          return "histogram";
        }

        @Override
        public float[][] encode(List<String> texts) {
          return texts.stream()
              .map(text -> histogram(text.getBytes(StandardCharsets.UTF_8)))
              .toArray(float[][]::new);
        }

        @Override
        public void close() {}
      };
    }
  }
}
