package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ImageException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {

  /** An image whose red is the column and whose green is the row. */
  private static ImageSource ramp(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x << 16 | y << 8 | 200);
      }
    }
    return ImageSource.image("ramp", image);
  }

  private static ImagePreprocessing cropOnly(int height, int width) {
    return ImagePreprocessing.parse(
        "{\"do_resize\": false, \"crop_size\": {\"height\": %d, \"width\": %d}}"
            .formatted(height, width),
        "crop only");
  }

  private static List<Integer> firstPixel(ImagePreprocessing preprocessing, ImageSource source) {
    byte[] rgb = Reference.pixels(preprocessing, source).toBytes();
    return List.of(rgb[0] & 255, rgb[1] & 255);
  }

  @Test
  void centreCropTakesTheFloorOfHalfTheDifference() {
    assertThat(firstPixel(cropOnly(10, 10), ramp(13, 17))).containsExactly(1, 3);
  }

  @Test
  void openClipRoundsHalfTheDifferenceToEven() {
    ImagePreprocessing openClip = cropOnly(10, 10).order(TransformOrder.OPEN_CLIP);
    assertThat(firstPixel(openClip, ramp(13, 17))).containsExactly(2, 4);
    assertThat(firstPixel(openClip, ramp(15, 11))).containsExactly(2, 0);
  }

  @Test
  void zerosSurroundAnImageThatIsSmallerThanTheCrop() {
    byte[] rgb = Reference.pixels(cropOnly(4, 9), ramp(6, 8)).toBytes();
    // Three columns are missing: transformers puts two in front. Of eight rows two to five stay.
    int row = 9 * 3;
    assertThat(rgb[2]).isZero();
    assertThat(rgb[3 + 2]).isZero();
    assertThat(rgb[6 + 2]).isEqualTo((byte) 200);
    assertThat(rgb[6 + 1]).isEqualTo((byte) 2);
    assertThat(rgb[row - 1]).isZero();
    byte[] openClip =
        Reference.pixels(cropOnly(4, 9).order(TransformOrder.OPEN_CLIP), ramp(6, 8)).toBytes();
    assertThat(openClip[2]).isZero();
    assertThat(openClip[3 + 2]).isEqualTo((byte) 200);
  }

  @Test
  void theNewLongEdgeIsTruncatedNotRounded() {
    Placement placement =
        Placement.of(
            Geometry.shortestEdge(224).crop(224, 224), TransformOrder.HUGGING_FACE, 100, 167);
    // 224 * 167 / 100 = 374.08; 224 * 299 / 150 = 446.5
    assertThat(placement.height()).isEqualTo(374);
    assertThat(
            Placement.of(
                    Geometry.shortestEdge(224).crop(224, 224),
                    TransformOrder.HUGGING_FACE,
                    299,
                    150)
                .width())
        .isEqualTo(446);
  }

  @Test
  void longestEdgeFitsTheImageAndFillsTheRest() {
    ImagePreprocessing longest =
        ImagePreprocessing.clip()
            .resizeLongestEdge(20, 20, 77)
            .order(TransformOrder.OPEN_CLIP)
            .interpolation(Interpolation.NEAREST);
    RgbImage result = Reference.pixels(longest, ramp(40, 10));
    byte[] rgb = result.toBytes();
    assertThat(result.height()).isEqualTo(20);
    // 20 x 5: seven rows above and eight below are filled.
    assertThat(rgb[6 * 60]).isEqualTo((byte) 77);
    assertThat(rgb[7 * 60 + 2]).isEqualTo((byte) 200);
    assertThat(rgb[11 * 60 + 2]).isEqualTo((byte) 200);
    assertThat(rgb[12 * 60]).isEqualTo((byte) 77);
  }

  @Test
  void bytesAreRescaledInDoubleAndNormalisedInFloat() {
    FloatBuffer values =
        Reference.pixelValues(ImagePreprocessing.clip(), Reference.source("png_grey_ramp.png"));
    // The ramp starts with grey 16.
    float rescaled = (float) (16 * (1 / 255.0));
    assertThat(values.get(0)).isEqualTo((rescaled - (float) 0.48145466) / (float) 0.26862954);
    assertThat(values.get(2 * 224 * 224))
        .isEqualTo((rescaled - (float) 0.40821073) / (float) 0.27577711);
  }

  @Test
  void writesFromThePositionOnAndMovesIt() {
    ImagePreprocessor preprocessor = ImagePreprocessor.of(ImagePreprocessing.clip());
    int count = 3 * 224 * 224;
    FloatBuffer slots =
        ByteBuffer.allocateDirect(4 * (2 * count + 1))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    slots.position(1);
    ImageSource source = Reference.source("jpeg_420.jpg");
    preprocessor.preprocess(source, slots);
    assertThat(slots.position()).isEqualTo(1 + count);
    preprocessor.preprocess(source, slots);
    assertThat(slots.remaining()).isZero();
    assertThat(slots.slice(1, count)).isEqualTo(slots.slice(1 + count, count));
    assertThat(slots.get(0)).isZero();
  }

  @Test
  void aFailureLeavesTheBufferAlone() {
    ImagePreprocessor preprocessor = ImagePreprocessor.of(ImagePreprocessing.clip());
    FloatBuffer slot = FloatBuffer.allocate(3 * 224 * 224);
    assertThatThrownBy(() -> preprocessor.preprocess(Reference.source("broken/text.jpg"), slot))
        .isInstanceOf(ImageException.class);
    assertThat(slot.position()).isZero();
    assertThatThrownBy(
            () ->
                preprocessor.preprocess(
                    Reference.source("jpeg_420.jpg"), FloatBuffer.allocate(1000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected room for 150528 floats, got 1000");
  }

  @Test
  void manyThreadsGetTheSameBytes() {
    ImagePreprocessor preprocessor = ImagePreprocessor.of(ImagePreprocessing.clip());
    List<String> files = List.of("jpeg_420.jpg", "png_rgba.png", "gif_static.gif", "bmp_24.bmp");
    List<RgbImage> expected =
        files.stream().map(f -> preprocessor.resizedAndCropped(Reference.source(f))).toList();
    List<RgbImage> found =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> preprocessor.resizedAndCropped(Reference.source(files.get(i % 4))))
            .toList();
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(i % 4));
    }
  }

  @Test
  void anImageTooElongatedToResizeIsAFailure() {
    ImagePreprocessing longest = ImagePreprocessing.clip().resizeLongestEdge(8, 8, 0);
    assertThatThrownBy(() -> Reference.pixels(longest, Reference.source("wide_3000x17.png")))
        .isInstanceOf(ImageException.class)
        .hasMessage("too elongated: 3000 x 17 pixels");
  }

  @Test
  void onePreprocessorGivesWhatNewOnesGiveWhateverItReadBefore() {
    ImagePreprocessor one = ImagePreprocessor.of(ImagePreprocessing.clip());
    String[] files = {
      "jpeg_large.jpg", "jpeg_grey.jpg", "tall_17x3000.png", "jpeg_cmyk_adobe.jpg", "size_1x1.jpg",
      "jpeg_progressive.jpg", "jpeg_422.jpg", "wide_3000x17.png", "jpeg_420_odd.jpg", "png_la.png",
    };
    for (int round = 0; round < 2; round++) {
      for (String file : files) {
        assertThat(one.resizedAndCropped(Reference.source(file)))
            .as(file)
            .isEqualTo(Reference.pixels(ImagePreprocessing.clip(), Reference.source(file)));
      }
    }
  }
}
