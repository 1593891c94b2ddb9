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
 *
 * @param textModel the directory of the tokenizer and of what is said about texts
 */
record ModelFiles(String layout, Path image, Path text, Optional<Path> joint, Path textModel) {

  private static final int LISTED = 40;

  /** Where the graphs of one tower lie. */
  private record Place(String folder, String stem) {
    GraphVariants in(Path directory) {
      return GraphVariants.of(folder.isEmpty() ? directory : directory.resolve(folder), stem);
    }

    String path() {
      return (folder.isEmpty() ? "" : folder + "/") + stem + ".onnx";
    }
  }

  private record Layout(String name, Place image, Place text) {}

  private static final List<Layout> SPLIT =
      List.of(
          new Layout(
              "split, Hugging Face",
              new Place("onnx", "vision_model"),
              new Place("onnx", "text_model")),
          new Layout(
              "split, Hugging Face", new Place("", "vision_model"), new Place("", "text_model")),
          new Layout(
              "split, open_clip", new Place("visual", "model"), new Place("textual", "model")));

  private static final List<Place> JOINT =
      List.of(new Place("", "model"), new Place("onnx", "model"));

  private static final List<Place> TEXT_ALONE =
      Stream.concat(SPLIT.stream().map(Layout::text), JOINT.stream()).toList();

  /**
   * Looks for the graphs.
   *
   * @param variants the precisions that will do, best first; empty: the most precise
   * @param textModel a directory to take the text tower from
   */
  static ModelFiles find(Path directory, List<String> variants, Optional<Path> textModel) {
    Optional<Path> own = textModel.or(() -> textModelIn(directory));
    return own.isPresent()
        ? withTextModel(directory, own.get(), variants)
        : both(directory, variants);
  }

  static ModelFiles find(Path directory, List<String> variants) {
    return find(directory, variants, Optional.empty());
  }

  private static Optional<Path> textModelIn(Path directory) {
    return Optional.of(directory.resolve("text"))
        .filter(text -> Files.isRegularFile(text.resolve("tokenizer.json")));
  }

  private static ModelFiles both(Path directory, List<String> variants) {
    GraphVariants joint = first(directory, JOINT);
    for (Layout layout : SPLIT) {
      GraphVariants image = layout.image.in(directory);
      GraphVariants text = layout.text.in(directory);
      if (!image.isEmpty() && !text.isEmpty()) {
        return split(layout, image, text, joint, directory, variants);
      }
      if (joint.isEmpty() && image.isEmpty() != text.isEmpty()) {
        throw halfMissing(directory, image.isEmpty() ? layout.image : layout.text);
      }
    }
    if (joint.isEmpty()) {
      throw noGraphs(directory);
    }
    Path graph = joint.pick(variants, directory);
    return new ModelFiles("joint", graph, graph, Optional.of(graph), directory);
  }

  private static ModelFiles withTextModel(Path directory, Path own, List<String> variants) {
    GraphVariants joint = first(directory, JOINT);
    GraphVariants image = first(directory, SPLIT.stream().map(Layout::image).toList());
    GraphVariants text = first(own, TEXT_ALONE);
    if (image.isEmpty() && joint.isEmpty()) {
      throw noGraphs(directory);
    }
    if (text.isEmpty()) {
      throw halfMissing(own, new Place("", "model"));
    }
    return new ModelFiles(
        (image.isEmpty() ? "joint" : "split") + ", with a text model of its own",
        (image.isEmpty() ? joint : image).pick(variants, directory),
        text.pick(variants, own),
        joint.isEmpty() ? Optional.empty() : Optional.of(joint.best()),
        own);
  }

  private static GraphVariants first(Path directory, List<Place> places) {
    return places.stream()
        .map(place -> place.in(directory))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(GraphVariants.none());
  }

  private static ModelFiles split(
      Layout layout,
      GraphVariants image,
      GraphVariants text,
      GraphVariants joint,
      Path directory,
      List<String> wanted) {
    List<String> common =
        image.names().stream().filter(name -> text.get(name).isPresent()).toList();
    List<String> variants =
        wanted.stream().anyMatch(common::contains)
            ? wanted.stream().filter(common::contains).toList()
            : wanted.isEmpty() ? common : wanted;
    return new ModelFiles(
        layout.name,
        image.pick(variants, directory),
        text.pick(variants, directory),
        joint.isEmpty() ? Optional.empty() : Optional.of(joint.best()),
        directory);
  }

  private static ModelException noGraphs(Path directory) {
    return new ModelException(
        "expected ONNX graphs in "
            + directory
            + " (onnx/vision_model.onnx and onnx/text_model.onnx, or model.onnx, or"
            + " visual/model.onnx and textual/model.onnx), found "
            + listing(directory));
  }

  private static ModelException halfMissing(Path directory, Place missing) {
    return new ModelException(
        "expected "
            + missing.path()
            + " in "
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
