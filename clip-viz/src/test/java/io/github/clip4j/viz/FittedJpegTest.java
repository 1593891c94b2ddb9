package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.image.ImageDecoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.image.RgbImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FittedJpegTest {
  @ParameterizedTest
  @CsvSource({"1, 16125", "26, 16125", "2600, 16125", "5000, 9000", "100000, 3000"})
  void aPhotoMayTakeLessTheMoreThereAre(int photos, int bytes) {
    assertThat(FittedJpeg.limit(photos)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {16_125, 9_000, 3_000})
  void noiseIsMadeSmallUntilItFits(int limit) {
    RgbImage noise = decode(TestAnalyses.photo("noise"));

    RgbImage fitted = decode(FittedJpeg.of(noise, limit), limit);

    assertThat((double) fitted.width() / fitted.height()).isBetween(1.3, 1.37);
    assertThat(fitted.width()).isBetween(60, 399);
  }

  @Test
  void aPhotoOfTheDemoIsLargeEnoughToLookAt() {
    RgbImage photo = decode(ImageSource.file(Path.of("../examples/photos/demo/dog.jpg")));

    RgbImage fitted = decode(FittedJpeg.of(photo, FittedJpeg.limit(26)), FittedJpeg.limit(26));

    assertThat(Math.max(fitted.width(), fitted.height())).isBetween(250, FittedJpeg.LARGEST_EDGE);
  }

  @Test
  void aSmallPhotoIsNotMadeLarger() {
    RgbImage small = RgbImage.of(9, 120, new byte[9 * 120 * 3]);

    RgbImage fitted = decode(FittedJpeg.of(small, 3_000), 3_000);

    assertThat(fitted.width()).isEqualTo(9);
    assertThat(fitted.height()).isEqualTo(120);
  }

  private static RgbImage decode(byte[] jpeg, int limit) {
    assertThat(jpeg.length).isLessThanOrEqualTo(limit);
    return decode(ImageSource.bytes("fitted", jpeg));
  }

  private static RgbImage decode(ImageSource source) {
    return ImageDecoder.standard().decode(source);
  }
}
