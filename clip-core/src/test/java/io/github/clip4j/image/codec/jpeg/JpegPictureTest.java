package io.github.clip4j.image.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decoded of a part is what the whole picture has there. */
class JpegPictureTest {
  private static byte[] file(String name) throws IOException {
    try (InputStream in = JpegPictureTest.class.getResourceAsStream("/reference/images/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static JpegPicture decoded(byte[] file, int left, int top, int right, int bottom) {
    JpegPicture picture = Objects.requireNonNull(JpegPicture.open(file));
    picture.decode(left, top, right, bottom, new JpegBuffers(), () -> {});
    return picture;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jpeg_420.jpg",
        "jpeg_420_odd.jpg",
        "jpeg_422.jpg",
        "jpeg_444_q95.jpg",
        "jpeg_grey.jpg",
        "jpeg_progressive.jpg",
        "jpeg_ycck.jpg",
        "jpeg_restart_optimized.jpg",
      })
  void rowsOfAPartAreThoseOfTheWhole(String name) throws IOException {
    byte[] file = file(name);
    JpegPicture header = Objects.requireNonNull(JpegPicture.open(file));
    int width = header.width();
    int height = header.height();
    JpegPicture whole = decoded(file, 0, 0, width, height);
    int[][] expected = new int[whole.components()][width];
    int[][] actual = new int[whole.components()][width];
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      int left = random.nextInt(width);
      int top = random.nextInt(height);
      int right = left + 1 + random.nextInt(width - left);
      int bottom = top + 1 + random.nextInt(height - top);
      JpegPicture part = decoded(file, left, top, right, bottom);
      for (int y = top; y < bottom; y++) {
        whole.row(y, 0, width, expected);
        part.row(y, left, right, actual);
        for (int i = 0; i < expected.length; i++) {
          assertThat(Arrays.copyOf(actual[i], right - left))
              .isEqualTo(Arrays.copyOfRange(expected[i], left, right));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg_420.jpg", "jpeg_progressive.jpg", "jpeg_cmyk_adobe.jpg"})
  void aFileThatEndsAnywhereIsTruncated(String name) throws IOException {
    byte[] file = file(name);
    for (int length = file.length - 2; length > 2; length -= 1 + length / 9) {
      byte[] shorter = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> decoded(shorter, 0, 0, 1, 1))
          .isInstanceOf(ImageException.class)
          .hasMessageStartingWith("truncated JPEG");
    }
  }
}
