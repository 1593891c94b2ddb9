package io.github.clip4j;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A model for tests whose joint space is the plane: the image "30 anything" and the text "30" are
 * the unit vector at 30 degrees; a word without a number lies at as many degrees as it has letters.
 * Images called "broken" cannot be read.
 */
final class PlaneModel {
  static final String FINGERPRINT = "plane";

  private PlaneModel() {}

  static ClipModel create() {
    return ClipModel.of(imageEncoder(), textEncoder());
  }

  static ImageEncoder imageEncoder() {
    return ImageEncoder.of(2, FINGERPRINT, PlaneModel::encode);
  }

  static TextEncoder textEncoder() {
    return textEncoder(texts -> texts.stream().map(PlaneModel::vector).toArray(float[][]::new));
  }

  static TextEncoder textEncoder(Function<List<String>, float[][]> encode) {
    return new TextEncoder() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public String fingerprint() {
        return FINGERPRINT;
      }

      @Override
      public float[][] encode(List<String> texts) {
        return encode.apply(texts);
      }

      @Override
      public void close() {}
    };
  }

  static List<ImageSource> images(int... degrees) {
    return IntStream.range(0, degrees.length)
        .mapToObj(i -> ImageSource.bytes(degrees[i] + " #" + i, new byte[0]))
        .toList();
  }

  private static float[] encode(ImageSource image) {
    if (image.name().startsWith("broken")) {
      throw new ImageException("no picture");
    }
    return vector(image.name());
  }

  private static float[] vector(String text) {
    String number = text.replaceAll("[^0-9-].*", "");
    double angle = Math.toRadians(number.isEmpty() ? text.length() : Integer.parseInt(number));
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }
}
