package io.github.clip4j.examples.command;

import io.github.clip4j.image.ImageLimits;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.TransformOrder;
import io.github.clip4j.image.Transparency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the images of a run are prepared, where the arguments change what the model asks for. */
final class TransformOptions {

  @Option(
      names = "--transparency",
      paramLabel = "drop|white",
      defaultValue = "drop",
      description = "Drop alpha, or lay the image on white (default: ${DEFAULT-VALUE}).")
  private Transparency transparency = Transparency.DROP;

  @Option(names = "--exif", description = "Turn images as their EXIF orientation says.")
  private boolean exif;

  @Option(
      names = "--transform",
      paramLabel = "auto|hf|open-clip",
      defaultValue = "auto",
      description =
          "RGB before the resize (hf) or after it (open-clip); auto is what the model's files ask"
              + " for (default: ${DEFAULT-VALUE}).")
  private Transform transform = Transform.AUTO;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Photos of more pixels fail (default: 178956970, Pillow's limit).")
  private @Nullable Long maxPixels;

  /** The values of {@code --transform}. */
  enum Transform {
    AUTO,
    HF,
    OPEN_CLIP;

    @Override
    public String toString() {
      return lowerCase(this).replace('_', '-');
    }
  }

  /** The options as they would be typed. */
  Typed typed() {
    return new Typed(lowerCase(transparency), exif, transform.toString());
  }

  /** The options of an earlier run. */
  static TransformOptions of(Typed typed) {
    TransformOptions options = new TransformOptions();
    options.transparency = Transparency.valueOf(typed.transparency().toUpperCase(Locale.ROOT));
    options.exif = typed.exif();
    options.transform =
        Transform.valueOf(typed.transform().toUpperCase(Locale.ROOT).replace('-', '_'));
    return options;
  }

  /** Changes what a model's files ask for. */
  ImagePreprocessing apply(ImagePreprocessing asked) {
    ImagePreprocessing changed =
        asked.transparency(transparency).exifOrientation(exif).limits(limits());
    return switch (transform) {
      case AUTO -> changed;
      case HF -> changed.order(TransformOrder.HUGGING_FACE);
      case OPEN_CLIP -> changed.order(TransformOrder.OPEN_CLIP);
    };
  }

  private ImageLimits limits() {
    if (maxPixels == null) {
      return ImageLimits.standard();
    }
    if (maxPixels < 1) {
      throw new UsageException("expected at least 1 for --max-pixels, got " + maxPixels);
    }
    return ImageLimits.standard().maxPixels(maxPixels);
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Options as they are typed.
   *
   * @param transparency drop or white
   * @param exif whether the EXIF orientation is applied
   * @param transform auto, hf or open-clip
   */
  record Typed(String transparency, boolean exif, String transform) {}
}
