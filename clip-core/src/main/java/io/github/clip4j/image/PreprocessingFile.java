package io.github.clip4j.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clip4j.error.ModelException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code preprocessor_config.json} and {@code preprocess_cfg.json}. What such a file asks for
 * is done, or refused by name.
 */
final class PreprocessingFile {
  /** Pillow's numbers for its filters, which transformers stores. */
  private static final List<Interpolation> BY_NUMBER =
      List.of(
          Interpolation.NEAREST,
          Interpolation.LANCZOS,
          Interpolation.BILINEAR,
          Interpolation.BICUBIC,
          Interpolation.BOX,
          Interpolation.HAMMING);

  /** Processors whose steps are resize, crop, rescale, normalise; the others do more. */
  private static final Pattern KNOWN_TYPES =
      Pattern.compile(
          "((Chinese)?CLIP|Siglip|ViT|Bit)(ImageProcessor(Fast|Pil)?|FeatureExtractor)",
          Pattern.CASE_INSENSITIVE);

  /** Processors for which a single number as the size means a square, not the shortest edge. */
  private static final Pattern SQUARE_TYPES =
      Pattern.compile("(Siglip|ViT).*", Pattern.CASE_INSENSITIVE);

  /** Switches of further steps, none of which is carried out. */
  private static final List<String> REFUSED_SWITCHES =
      List.of(
          "do_pad",
          "do_thumbnail",
          "do_align_long_axis",
          "do_flip_channel_order",
          "do_image_splitting",
          "do_reduce_labels",
          "do_color_quantize",
          "use_square_size",
          "max_num_patches");

  private final JsonObject json;
  private final String name;

  private PreprocessingFile(JsonObject json, String name) {
    this.json = json;
    this.name = name;
  }

  static ImagePreprocessing parse(String text, String name) {
    try {
      JsonElement root = JsonParser.parseString(text);
      if (!root.isJsonObject()) {
        throw new ModelException(name + ": expected a JSON object");
      }
      PreprocessingFile file = new PreprocessingFile(root.getAsJsonObject(), name);
      boolean openClip = file.json.has("mean") || file.json.has("resize_mode");
      return openClip ? file.openClip() : file.huggingFace();
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new ModelException(name + " is not valid: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ModelException(name + ": " + e.getMessage(), e);
    }
  }

  private ImagePreprocessing huggingFace() {
    String type = type();
    for (String refused : REFUSED_SWITCHES) {
      JsonElement value = value(refused);
      if (value != null && !(isBoolean(value) && !value.getAsBoolean())) {
        throw unsupported(refused, value);
      }
    }
    ImagePreprocessing result =
        ImagePreprocessing.clip()
            .geometry(geometry(type))
            .interpolation(filterByNumber())
            .rescale(flag("do_rescale", true) ? number("rescale_factor", 1 / 255.0) : 1);
    if (!flag("do_normalize", true)) {
      return result.normalize(new float[] {0, 0, 0}, new float[] {1, 1, 1});
    }
    ImagePreprocessing defaults =
        SQUARE_TYPES.matcher(type).matches() ? ImagePreprocessing.siglip() : result;
    return result.normalize(
        channels("image_mean", defaults.mean()), channels("image_std", defaults.std()));
  }

  private String type() {
    for (String key : List.of("image_processor_type", "feature_extractor_type")) {
      JsonElement value = value(key);
      if (value != null) {
        if (!KNOWN_TYPES.matcher(value.getAsString()).matches()) {
          throw unsupported(key, value);
        }
        return value.getAsString();
      }
    }
    return "CLIPImageProcessor";
  }

  private Geometry geometry(String type) {
    boolean square = SQUARE_TYPES.matcher(type).matches();
    Geometry geometry = flag("do_resize", true) ? resize(square) : Geometry.none();
    boolean cropsByDefault = value("crop_size") != null || !square;
    if (flag("do_center_crop", cropsByDefault)) {
      JsonElement size = value("crop_size");
      int[] crop = size == null ? new int[] {224, 224} : heightAndWidth("crop_size", size);
      return geometry.crop(crop[0], crop[1]);
    }
    if (geometry.rule() == Geometry.Rule.NONE || geometry.rule() == Geometry.Rule.SHORTEST_EDGE) {
      throw new ModelException(
          name + ": without a centre crop the images would have different sizes; not supported");
    }
    return geometry;
  }

  private Geometry resize(boolean square) {
    JsonElement size = value("size");
    if (size == null) {
      return square ? Geometry.exactly(224, 224) : Geometry.shortestEdge(224);
    }
    if (size.isJsonObject()) {
      JsonElement shortest = size.getAsJsonObject().get("shortest_edge");
      if (shortest != null && size.getAsJsonObject().size() == 1) {
        return Geometry.shortestEdge(integer("size", shortest));
      }
      int[] edge = heightAndWidth("size", size);
      return Geometry.exactly(edge[0], edge[1]);
    }
    if (size.isJsonPrimitive() && !square) {
      return Geometry.shortestEdge(integer("size", size));
    }
    int[] edge = heightAndWidth("size", size);
    return Geometry.exactly(edge[0], edge[1]);
  }

  private ImagePreprocessing openClip() {
    JsonElement mode = value("mode");
    if (mode != null && !mode.getAsString().equals("RGB")) {
      throw unsupported("mode", mode);
    }
    JsonElement size = value("size");
    int[] edges = size == null ? new int[] {224, 224} : heightAndWidth("size", size);
    return ImagePreprocessing.clip()
        .geometry(openClipGeometry(edges[0], edges[1]))
        .interpolation(filterByName())
        .normalize(
            channels("mean", ImagePreprocessing.clip().mean()),
            channels("std", ImagePreprocessing.clip().std()))
        .order(TransformOrder.OPEN_CLIP);
  }

  private Geometry openClipGeometry(int height, int width) {
    JsonElement mode = value("resize_mode");
    String rule = mode == null ? "shortest" : mode.getAsString();
    JsonElement fill = value("fill_color");
    return switch (rule) {
      case "squash" -> Geometry.exactly(height, width);
      case "longest" ->
          Geometry.longestEdge(height, width, fill == null ? 0 : integer("fill_color", fill));
      case "shortest" ->
          height == width
              ? Geometry.shortestEdge(height).crop(height, width)
              : Geometry.covering(height, width);
      default -> throw unsupported("resize_mode", mode);
    };
  }

  private Interpolation filterByNumber() {
    JsonElement value = value("resample");
    if (value == null) {
      return Interpolation.BICUBIC;
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return named("resample", value);
    }
    int number = integer("resample", value);
    if (number < 0 || number >= BY_NUMBER.size()) {
      throw unsupported("resample", value);
    }
    return BY_NUMBER.get(number);
  }

  private Interpolation filterByName() {
    JsonElement value = value("interpolation");
    // "random" is for training; open_clip then takes bicubic.
    return value == null || value.getAsString().equals("random")
        ? Interpolation.BICUBIC
        : named("interpolation", value);
  }

  private Interpolation named(String key, JsonElement value) {
    try {
      return Interpolation.valueOf(value.getAsString().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw unsupported(key, value);
    }
  }

  /** {@code 224}, {@code [224]}, {@code [224, 224]} or an object of height and width. */
  private int[] heightAndWidth(String key, JsonElement value) {
    if (value.isJsonArray()) {
      JsonArray edges = value.getAsJsonArray();
      if (edges.size() == 1 || edges.size() == 2) {
        return new int[] {integer(key, edges.get(0)), integer(key, edges.get(edges.size() - 1))};
      }
      throw unsupported(key, value);
    }
    if (value.isJsonObject()) {
      Map<String, JsonElement> edges = value.getAsJsonObject().asMap();
      JsonElement height = edges.get("height");
      JsonElement width = edges.get("width");
      if (height == null || width == null || edges.size() != 2) {
        throw unsupported(key, value);
      }
      return new int[] {integer(key, height), integer(key, width)};
    }
    return new int[] {integer(key, value), integer(key, value)};
  }

  private int integer(String key, JsonElement value) {
    double number = value.getAsDouble();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw unsupported(key, value);
    }
    return (int) number;
  }

  private float[] channels(String key, float[] otherwise) {
    JsonElement value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value.isJsonPrimitive()) {
      float all = (float) value.getAsDouble();
      return new float[] {all, all, all};
    }
    JsonArray array = value.getAsJsonArray();
    if (array.size() != 3) {
      throw unsupported(key, value);
    }
    float[] result = new float[3];
    for (int i = 0; i < 3; i++) {
      result[i] = (float) array.get(i).getAsDouble();
    }
    return result;
  }

  private double number(String key, double otherwise) {
    JsonElement value = value(key);
    return value == null ? otherwise : value.getAsDouble();
  }

  private boolean flag(String key, boolean otherwise) {
    JsonElement value = value(key);
    if (value != null && !isBoolean(value)) {
      throw unsupported(key, value);
    }
    return value == null ? otherwise : value.getAsBoolean();
  }

  private static boolean isBoolean(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
  }

  private @Nullable JsonElement value(String key) {
    JsonElement value = json.get(key);
    return value == null || value.isJsonNull() ? null : value;
  }

  private ModelException unsupported(String key, @Nullable JsonElement value) {
    return new ModelException(name + " asks for \"" + key + "\": " + value + ", not supported");
  }
}
