package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePreprocessingTest {

  private static ImagePreprocessing parse(String json) {
    return ImagePreprocessing.parse(json.replace('\'', '"'), "preprocessor_config.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'size': 224, 'crop_size': 224, 'resample': 3, 'do_resize': true,"
            + " 'feature_extractor_type': 'CLIPFeatureExtractor'}",
        "{'size': {'shortest_edge': 224}, 'crop_size': {'height': 224, 'width': 224},"
            + " 'image_processor_type': 'CLIPImageProcessor', 'rescale_factor': 0.00392156862745098}",
        "{'size': {'shortest_edge': 224}, 'do_convert_rgb': null, 'do_pad': false,"
            + " 'image_processor_type': 'CLIPImageProcessorFast'}",
        "{}",
      })
  void oldAndNewSpellingsOfClipAreTheSame(String json) {
    assertThat(parse(json)).isEqualTo(ImagePreprocessing.clip());
  }

  @Test
  void siglipSquashesToHeightAndWidth() {
    ImagePreprocessing siglip =
        parse(
            "{'image_processor_type': 'SiglipImageProcessor', 'size': {'height': 224, 'width': 224},"
                + " 'image_mean': [0.5, 0.5, 0.5], 'image_std': [0.5, 0.5, 0.5], 'resample': 3}");
    assertThat(siglip).isEqualTo(ImagePreprocessing.siglip());
    assertThat(parse("{'image_processor_type': 'SiglipImageProcessor'}")).isEqualTo(siglip);
  }

  @Test
  void openClipFilesHaveTheirOwnOrder() {
    ImagePreprocessing openClip =
        parse(
            "{'size': [224, 224], 'mode': 'RGB', 'mean': [0.48145466, 0.4578275, 0.40821073],"
                + " 'std': [0.26862954, 0.26130258, 0.27577711], 'interpolation': 'bicubic',"
                + " 'resize_mode': 'shortest', 'fill_color': 0}");
    assertThat(openClip).isEqualTo(ImagePreprocessing.clip().order(TransformOrder.OPEN_CLIP));
    ImagePreprocessing longest =
        parse("{'size': 256, 'mean': 0.5, 'std': 0.5, 'resize_mode': 'longest', 'fill_color': 9}");
    assertThat(longest.fingerprint())
        .startsWith("longest-edge=256x256 crop=256x256 fill=9 bicubic")
        .contains("mean=0.5,0.5,0.5");
    assertThat(parse("{'size': [200, 100], 'mean': 0.5, 'resize_mode': 'squash'}").height())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"0,NEAREST", "1,LANCZOS", "2,BILINEAR", "3,BICUBIC", "4,BOX", "5,HAMMING"})
  void resampleIsPillowsNumber(int number, Interpolation filter) {
    assertThat(parse("{'resample': " + number + "}").interpolation()).isEqualTo(filter);
  }

  @Test
  void switchedOffStepsAreLeftOut() {
    ImagePreprocessing raw = parse("{'do_rescale': false, 'do_normalize': false}");
    assertThat(raw.rescaleFactor()).isEqualTo(1);
    assertThat(raw.mean()).containsOnly(0);
    assertThat(raw.std()).containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'image_processor_type': 'LlavaNextImageProcessor'} | \"image_processor_type\"",
        "{'image_processor_type': 'Siglip2ImageProcessor', 'max_num_patches': 256} | \"image_processor_type\"",
        "{'max_num_patches': 256} | \"max_num_patches\"",
        "{'do_pad': true} | \"do_pad\"",
        "{'resample': 9} | \"resample\"",
        "{'size': {'longest_edge': 224}} | \"size\"",
        "{'size': {'shortest_edge': 224, 'longest_edge': 600}} | \"size\"",
        "{'image_mean': [0.5]} | \"image_mean\"",
        "{'image_std': [0, 1, 1]} | other than 0",
        "{'do_center_crop': false} | without a centre crop",
        "{'do_resize': 'yes'} | \"do_resize\"",
        "{'size': -3} | expected a size of 1 to 16384 pixels, got -3",
        "{'size': [224, 224], 'mean': 0.5, 'interpolation': 'spline'} | \"interpolation\"",
        "{'size': 224, 'mean': 0.5, 'resize_mode': 'pad'} | \"resize_mode\"",
        "{'size': 224, 'mean': 0.5, 'mode': 'L'} | \"mode\"",
        "[1] | expected a JSON object",
        "{'size': | not valid",
      })
  void whatCannotBeDoneIsRefusedByName(String json, String reason) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("preprocessor_config.json")
        .hasMessageContaining(reason.strip());
  }

  @Test
  void aMissingFileIsAModelError() {
    assertThatThrownBy(() -> ImagePreprocessing.read(Path.of("nowhere.json")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nowhere.json");
  }

  @Test
  void theFingerprintTellsSettingsApart() {
    ImagePreprocessing clip = ImagePreprocessing.clip();
    assertThat(clip.fingerprint())
        .isEqualTo(
            "shortest-edge=224 crop=224x224 bicubic scale=0.00392156862745098"
                + " mean=0.48145467,0.4578275,0.40821072 std=0.26862955,0.2613026,0.2757771"
                + " order=hf alpha=drop exif=off");
    assertThat(clip)
        .isNotEqualTo(clip.exifOrientation(true))
        .isNotEqualTo(clip.transparency(Transparency.WHITE))
        .isNotEqualTo(clip.interpolation(Interpolation.BILINEAR))
        .isNotEqualTo(clip.rescale(1))
        .isNotEqualTo(clip.centerCrop(200, 224))
        .isEqualTo(clip.rescale(0.5).rescale(1 / 255.0))
        .hasSameHashCodeAs(ImagePreprocessing.clip());
  }

  @Test
  void wrongCallsAreRefused() {
    ImagePreprocessing clip = ImagePreprocessing.clip();
    assertThatThrownBy(() -> clip.centerCrop(0, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clip.rescale(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clip.normalize(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clip.resizeLongestEdge(10, 10, 256))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
