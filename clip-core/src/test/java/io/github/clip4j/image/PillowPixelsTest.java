package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.image.Reference.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reference image gives the bytes of Pillow, transformers and open_clip; none may differ. */
class PillowPixelsTest {

  static List<Entry> images() {
    return Reference.images();
  }

  static List<Entry> turnedImages() {
    return Reference.images().stream().filter(entry -> entry.has("exif_applied")).toList();
  }

  @ParameterizedTest
  @MethodSource("images")
  void decodedPixelsAreThoseOfConvertRgb(Entry entry) {
    assertThat(Reference.sha256(ImageDecoder.standard().decode(entry.source())))
        .isEqualTo(entry.text("sha256_decoded_rgb"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void makingAnImageSmallerWhileItIsReadGivesThePixelsOfBothStepsApart(Entry entry) {
    for (Transparency rule : Transparency.values()) {
      ImageDecoder decoder = ImageDecoder.standard().transparency(rule).exifOrientation(true);
      RgbImage whole = decoder.decode(entry.source());
      int longer = Math.max(whole.width(), whole.height());
      for (int edge : new int[] {1, (longer + 2) / 3, longer, longer + 1}) {
        assertThat(decoder.decodeWithin(entry.source(), edge)).isEqualTo(whole.within(edge));
      }
    }
  }

  @Test
  void anImageIsMadeSmallerByItsLongerEdge() {
    RgbImage wide = RgbImage.of(40, 10, new byte[1200]);
    assertThat(wide.within(40)).isSameAs(wide);
    assertThat(wide.within(14)).isEqualTo(wide.resize(14, 4, Interpolation.LANCZOS));
    assertThat(wide.within(1)).isEqualTo(wide.resize(1, 1, Interpolation.LANCZOS));
    assertThatThrownBy(() -> wide.within(0)).hasMessageContaining("at least 1, got 0");
  }

  @ParameterizedTest
  @MethodSource("images")
  void resizedAndCroppedPixelsAreThoseOfTransformers(Entry entry) {
    assertThat(Reference.sha256(Reference.pixels(ImagePreprocessing.clip(), entry.source())))
        .isEqualTo(entry.text("hf", "sha256_rgb8"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void pixelValuesAreThoseOfTransformersToTheLastBit(Entry entry) {
    assertThat(Reference.sha256(Reference.pixelValues(ImagePreprocessing.clip(), entry.source())))
        .isEqualTo(entry.text("hf", "sha256_pixel_values"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void whiteShowsThroughTransparentImagesAndOpaqueOnesStay(Entry entry) {
    ImagePreprocessing onWhite = ImagePreprocessing.clip().transparency(Transparency.WHITE);
    assertThat(Reference.sha256(Reference.pixels(onWhite, entry.source())))
        .isEqualTo(entry.text(entry.has("hf_white") ? "hf_white" : "hf", "sha256_rgb8"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void openClipResizesInTheModeOfTheFile(Entry entry) {
    ImagePreprocessing openClip = ImagePreprocessing.clip().order(TransformOrder.OPEN_CLIP);
    assertThat(Reference.sha256(Reference.pixels(openClip, entry.source())))
        .isEqualTo(entry.text("open_clip", "sha256_rgb8"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void siglipSquashes(Entry entry) {
    assertThat(Reference.sha256(Reference.pixels(ImagePreprocessing.siglip(), entry.source())))
        .isEqualTo(entry.text("squash", "sha256_rgb8"));
    assertThat(Reference.sha256(Reference.pixelValues(ImagePreprocessing.siglip(), entry.source())))
        .isEqualTo(entry.text("squash", "sha256_pixel_values"));
  }

  @ParameterizedTest
  @MethodSource("turnedImages")
  void exifOrientationIsAppliedWhereAsked(Entry entry) {
    ImagePreprocessing upright = ImagePreprocessing.clip().exifOrientation(true);
    assertThat(Reference.sha256(Reference.pixels(upright, entry.source())))
        .isEqualTo(entry.text("exif_applied", "sha256_rgb8"));
  }
}
