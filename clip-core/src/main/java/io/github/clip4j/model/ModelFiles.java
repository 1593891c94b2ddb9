package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The graphs of a model directory. The two towers may be one file, the joint graph; where there are
 * both, the towers are run, and the joint graph tells the logit scale.
 */
record ModelFiles(String layout, Path image, Path text, Optional<Path> joint) {

  private static final int LISTED = 40;

  private record Layout(
      String name, String imageFolder, String imageStem, String textFolder, String textStem) {}

  private static final List<Layout> SPLIT =
      List.of(
          new Layout("split, Hugging Face", "onnx", "vision_model", "onnx", "text_model"),
          new Layout("split, Hugging Face", "", "vision_model", "", "text_model"),
          new Layout("split, open_clip", "visual", "model", "textual", "model"));

  static ModelFiles find(Path directory, Optional<String> variant) {
    GraphVariants joint = GraphVariants.of(directory, "model");
    if (joint.isEmpty()) {
      joint = GraphVariants.of(directory.resolve("onnx"), "model");
    }
    for (Layout layout : SPLIT) {
      GraphVariants image = variants(directory, layout.imageFolder, layout.imageStem);
      GraphVariants text = variants(directory, layout.textFolder, layout.textStem);
      if (!image.isEmpty() && !text.isEmpty()) {
        return split(layout, image, text, joint, directory, variant);
      }
      if (joint.isEmpty() && image.isEmpty() != text.isEmpty()) {
        throw halfMissing(directory, layout, image.isEmpty());
      }
    }
    if (joint.isEmpty()) {
      throw new ModelException(
          "expected ONNX graphs in "
              + directory
              + " (onnx/vision_model.onnx and onnx/text_model.onnx, or model.onnx, or"
              + " visual/model.onnx and textual/model.onnx), found "
              + listing(directory));
    }
    Path graph = pick(joint, variant, directory);
    return new ModelFiles("joint", graph, graph, Optional.of(graph));
  }

  private static GraphVariants variants(Path directory, String folder, String stem) {
    return GraphVariants.of(folder.isEmpty() ? directory : directory.resolve(folder), stem);
  }

  private static ModelFiles split(
      Layout layout,
      GraphVariants image,
      GraphVariants text,
      GraphVariants joint,
      Path directory,
      Optional<String> wanted) {
    Optional<String> variant = wanted.or(() -> image.bestInCommon(text));
    return new ModelFiles(
        layout.name,
        variant.isPresent() ? pick(image, variant, directory) : image.best(),
        variant.isPresent() ? pick(text, variant, directory) : text.best(),
        joint.isEmpty() ? Optional.empty() : Optional.of(joint.best()));
  }

  private static Path pick(GraphVariants graphs, Optional<String> variant, Path directory) {
    if (variant.isEmpty()) {
      return graphs.best();
    }
    return graphs
        .get(variant.get())
        .orElseThrow(
            () ->
                new ModelException(
                    "expected graphs of the variant "
                        + variant.get()
                        + " in "
                        + directory
                        + ", found "
                        + graphs.byName()));
  }

  private static ModelException halfMissing(Path directory, Layout layout, boolean imageMissing) {
    String folder = imageMissing ? layout.imageFolder : layout.textFolder;
    String stem = imageMissing ? layout.imageStem : layout.textStem;
    return new ModelException(
        "expected "
            + (folder.isEmpty() ? "" : folder + "/")
            + stem
            + ".onnx in "
            + directory
            + " beside the other tower, found "
            + listing(directory));
  }

  /** What is in a directory, for messages. */
  static List<String> listing(Path directory) {
    try (Stream<Path> files = Files.walk(directory, 3)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .limit(LISTED)
          .toList();
    } catch (IOException e) {
      return List.of("nothing that can be listed: " + e.getMessage());
    }
  }

  boolean isJoint() {
    return image.equals(text);
  }
}
