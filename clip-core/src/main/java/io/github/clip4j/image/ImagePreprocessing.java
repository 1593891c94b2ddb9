package io.github.clip4j.image;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.json.JsonFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * How an image becomes the tensor that an image tower expects: an immutable value.
 *
 * <p>The steps are those of the Python originals: resize, centre crop, rescale, normalise, with the
 * conversion to RGB first or after the crop ({@link #order()}).
 */
public final class ImagePreprocessing {
  private final Geometry geometry;
  private final Interpolation interpolation;
  private final double rescaleFactor;
  private final float[] mean;
  private final float[] std;
  private final TransformOrder order;
  private final Transparency transparency;
  private final boolean exifOrientation;
  private final ImageLimits limits;

  private ImagePreprocessing(
      Geometry geometry,
      Interpolation interpolation,
      double rescaleFactor,
      float[] mean,
      float[] std,
      TransformOrder order,
      Transparency transparency,
      boolean exifOrientation,
      ImageLimits limits) {
    this.geometry = geometry;
    this.interpolation = Objects.requireNonNull(interpolation);
    this.rescaleFactor = rescaleFactor;
    this.mean = mean;
    this.std = std;
    this.order = Objects.requireNonNull(order);
    this.transparency = Objects.requireNonNull(transparency);
    this.exifOrientation = exifOrientation;
    this.limits = Objects.requireNonNull(limits);
  }

  /**
   * {@return what OpenAI's CLIP asks for: shortest edge to 224, bicubic, centre crop, CLIP's mean
   * and deviation}
   */
  public static ImagePreprocessing clip() {
    return new ImagePreprocessing(
        Geometry.shortestEdge(224).crop(224, 224),
        Interpolation.BICUBIC,
        1 / 255.0,
        floats(0.48145466, 0.4578275, 0.40821073),
        floats(0.26862954, 0.26130258, 0.27577711),
        TransformOrder.HUGGING_FACE,
        Transparency.DROP,
        false,
        ImageLimits.standard());
  }

  /** {@return what SigLIP asks for: both edges to 224, bicubic, mean and deviation one half} */
  public static ImagePreprocessing siglip() {
    return clip()
        .resizeExactly(224, 224)
        .normalize(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});
  }

  /**
   * Reads {@code preprocessor_config.json} (Hugging Face) or {@code preprocess_cfg.json}
   * (open_clip), in their old and new spellings; the content tells which of them it is.
   *
   * @param file a {@code preprocessor_config.json} or {@code preprocess_cfg.json}
   * @return what the file asks for
   * @throws ModelException if the file cannot be read, or asks for what cannot be done
   */
  public static ImagePreprocessing read(Path file) {
    return parse(JsonFile.text(file, JsonFile.CONFIGURATION_LIMIT), file.toString());
  }

  /**
   * As {@link #read(Path)}, from the content of the file.
   *
   * @param json the content of the file
   * @param name how the file is called in messages
   * @return what the file asks for
   * @throws ModelException if it is no such file, or asks for what cannot be done
   */
  public static ImagePreprocessing parse(String json, String name) {
    return PreprocessingFile.parse(json, name);
  }

  /**
   * With the shorter edge resized to this, keeping the aspect ratio; a crop must follow.
   *
   * @param size in pixels
   * @return the changed preprocessing
   */
  public ImagePreprocessing resizeShortestEdge(int size) {
    return geometry(Geometry.shortestEdge(size).cropAs(geometry));
  }

  /**
   * With the image squashed to this size, and no crop.
   *
   * @param height in pixels
   * @param width in pixels
   * @return the changed preprocessing
   */
  public ImagePreprocessing resizeExactly(int height, int width) {
    return geometry(Geometry.exactly(height, width));
  }

  /**
   * With the image fitted into this size and padded with a grey level, open_clip's "longest".
   *
   * @param height in pixels
   * @param width in pixels
   * @param fill the grey level around the image, 0 to 255
   * @return the changed preprocessing
   */
  public ImagePreprocessing resizeLongestEdge(int height, int width, int fill) {
    return geometry(Geometry.longestEdge(height, width, fill));
  }

  /**
   * With a centre crop; where the image is smaller, zeros are put around it.
   *
   * @param height in pixels
   * @param width in pixels
   * @return the changed preprocessing
   */
  public ImagePreprocessing centerCrop(int height, int width) {
    return geometry(geometry.crop(height, width));
  }

  /**
   * With another filter for the resize.
   *
   * @param filter the filter
   * @return the changed preprocessing
   */
  public ImagePreprocessing interpolation(Interpolation filter) {
    return new ImagePreprocessing(
        geometry, filter, rescaleFactor, mean, std, order, transparency, exifOrientation, limits);
  }

  /**
   * With another factor that bytes are multiplied by before they are normalised.
   *
   * @param factor by which the levels 0 to 255 are multiplied
   * @return the changed preprocessing
   */
  public ImagePreprocessing rescale(double factor) {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException("expected a finite factor, got " + factor);
    }
    return new ImagePreprocessing(
        geometry, interpolation, factor, mean, std, order, transparency, exifOrientation, limits);
  }

  /**
   * With another mean and standard deviation.
   *
   * @param channelMean {@code [3]}
   * @param channelStd {@code [3]}, none zero
   * @return the changed preprocessing
   */
  public ImagePreprocessing normalize(float[] channelMean, float[] channelStd) {
    if (channelMean.length != 3 || channelStd.length != 3) {
      throw new IllegalArgumentException(
          "expected a mean and a deviation for three channels, got "
              + Arrays.toString(channelMean)
              + " and "
              + Arrays.toString(channelStd));
    }
    for (int c = 0; c < 3; c++) {
      if (!Float.isFinite(channelMean[c]) || !Float.isFinite(channelStd[c]) || channelStd[c] == 0) {
        throw new IllegalArgumentException(
            "expected finite means and deviations other than 0, got "
                + Arrays.toString(channelMean)
                + " and "
                + Arrays.toString(channelStd));
      }
    }
    return new ImagePreprocessing(
        geometry,
        interpolation,
        rescaleFactor,
        channelMean.clone(),
        channelStd.clone(),
        order,
        transparency,
        exifOrientation,
        limits);
  }

  /**
   * With the order of another library.
   *
   * @param newOrder which step comes first
   * @return the changed preprocessing
   */
  public ImagePreprocessing order(TransformOrder newOrder) {
    return new ImagePreprocessing(
        geometry,
        interpolation,
        rescaleFactor,
        mean,
        std,
        newOrder,
        transparency,
        exifOrientation,
        limits);
  }

  /**
   * With another rule for transparent pixels; {@link Transparency#WHITE} comes before all else.
   *
   * @param rule what to do with transparency
   * @return the changed preprocessing
   */
  public ImagePreprocessing transparency(Transparency rule) {
    return new ImagePreprocessing(
        geometry, interpolation, rescaleFactor, mean, std, order, rule, exifOrientation, limits);
  }

  /**
   * With images turned upright by their EXIF orientation, or not.
   *
   * @param applied whether it is applied
   * @return the changed preprocessing
   */
  public ImagePreprocessing exifOrientation(boolean applied) {
    return new ImagePreprocessing(
        geometry, interpolation, rescaleFactor, mean, std, order, transparency, applied, limits);
  }

  /**
   * With other limits on what one image may cost. They are no part of the {@link #fingerprint()}:
   * they change what is read, not what it is read to.
   *
   * @param newLimits checked before memory is spent
   * @return the changed preprocessing
   */
  public ImagePreprocessing limits(ImageLimits newLimits) {
    return new ImagePreprocessing(
        geometry,
        interpolation,
        rescaleFactor,
        mean,
        std,
        order,
        transparency,
        exifOrientation,
        newLimits);
  }

  ImagePreprocessing geometry(Geometry newGeometry) {
    return new ImagePreprocessing(
        newGeometry,
        interpolation,
        rescaleFactor,
        mean,
        std,
        order,
        transparency,
        exifOrientation,
        limits);
  }

  /** {@return the rows of the tensor} */
  public int height() {
    return geometry.outputHeight();
  }

  /** {@return the columns of the tensor} */
  public int width() {
    return geometry.outputWidth();
  }

  /** {@return the filter of the resize} */
  public Interpolation interpolation() {
    return interpolation;
  }

  /** {@return what bytes are multiplied by before they are normalised, as a rule 1/255} */
  public double rescaleFactor() {
    return rescaleFactor;
  }

  /** {@return a copy of the channels' means, {@code [3]}} */
  public float[] mean() {
    return mean.clone();
  }

  /** {@return a copy of the channels' standard deviations, {@code [3]}} */
  public float[] std() {
    return std.clone();
  }

  /** {@return whose order the steps have} */
  public TransformOrder order() {
    return order;
  }

  /** {@return what becomes of transparent pixels} */
  public Transparency transparency() {
    return transparency;
  }

  /** {@return whether images are turned upright} */
  public boolean exifOrientation() {
    return exifOrientation;
  }

  /** {@return what one image may cost} */
  public ImageLimits limits() {
    return limits;
  }

  Geometry geometry() {
    return geometry;
  }

  /**
   * {@return all settings in one line: two preprocessings give the same tensors exactly if theirs
   * is equal}
   */
  public String fingerprint() {
    return String.format(
        Locale.ROOT,
        "%s %s scale=%s mean=%s std=%s order=%s alpha=%s exif=%s",
        geometry,
        lower(interpolation),
        rescaleFactor,
        joined(mean),
        joined(std),
        order == TransformOrder.OPEN_CLIP ? "open-clip" : "hf",
        lower(transparency),
        exifOrientation ? "on" : "off");
  }

  private static float[] floats(double red, double green, double blue) {
    return new float[] {(float) red, (float) green, (float) blue};
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String joined(float[] values) {
    return values[0] + "," + values[1] + "," + values[2];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImagePreprocessing that && fingerprint().equals(that.fingerprint());
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return "ImagePreprocessing[" + fingerprint() + "]";
  }
}
