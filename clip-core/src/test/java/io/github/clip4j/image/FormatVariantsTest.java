package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The variants that the formats have, by the bytes of Pillow; {@code make_variants.py} beside the
 * images made them.
 */
class FormatVariantsTest {

  record Variant(JsonObject json) {
    String text(String key) {
      return json.get(key).getAsString();
    }

    int number(String key) {
      return json.get(key).getAsInt();
    }

    Interpolation filter() {
      return Interpolation.valueOf(text("filter"));
    }

    ImageSource source() {
      return ImageSource.file(Reference.path("variants/" + text("file")));
    }

    ImagePreprocessing preprocessing() {
      return ImagePreprocessing.clip()
          .resizeShortestEdge(number("size"))
          .centerCrop(number("size"), number("size"))
          .interpolation(filter());
    }

    @Override
    public String toString() {
      return json.toString();
    }
  }

  static List<Variant> variants() throws IOException {
    return list("variants");
  }

  static List<Variant> resizes() throws IOException {
    return list("resizes");
  }

  private static List<Variant> list(String key) throws IOException {
    String json = Files.readString(Reference.path("variants/variants.json"));
    return StreamSupport.stream(
            JsonParser.parseString(json).getAsJsonObject().getAsJsonArray(key).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(Variant::new)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void isDecodedAsPillowDoes(Variant variant) {
    ImageDecoder decoder = ImageDecoder.standard();
    assertThat(Reference.sha256(decoder.decode(variant.source())))
        .isEqualTo(variant.text("decoded"));
    assertThat(Reference.sha256(decoder.transparency(Transparency.WHITE).decode(variant.source())))
        .isEqualTo(variant.text("on_white"));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void isPreparedAsTransformersAndOpenClipDo(Variant variant) {
    ImagePreprocessing huggingFace = variant.preprocessing();
    assertThat(Reference.sha256(Reference.pixels(huggingFace, variant.source())))
        .isEqualTo(variant.text("hf"));
    ImagePreprocessing openClip = huggingFace.order(TransformOrder.OPEN_CLIP);
    assertThat(Reference.sha256(Reference.pixels(openClip, variant.source())))
        .isEqualTo(variant.text("open_clip"));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void isSquashedAsPillowDoes(Variant variant) {
    RgbImage image = ImageDecoder.standard().decode(variant.source());
    assertThat(Reference.sha256(image.resize(variant.number("size"), 31, variant.filter())))
        .isEqualTo(variant.text("squash"));
  }

  @ParameterizedTest
  @MethodSource("resizes")
  void everyFilterAndSizeHasPillowsBytes(Variant resize) {
    RgbImage noise =
        ImageDecoder.standard()
            .decode(ImageSource.file(Reference.path("variants/noise_47x61.png")));
    RgbImage resized =
        noise.resize(resize.number("width"), resize.number("height"), resize.filter());
    assertThat(resized.width()).isEqualTo(resize.number("width"));
    assertThat(resized.height()).isEqualTo(resize.number("height"));
    assertThat(Reference.sha256(resized)).isEqualTo(resize.text("sha256"));
  }
}
