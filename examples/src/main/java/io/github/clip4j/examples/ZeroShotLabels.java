package io.github.clip4j.examples;

import io.github.clip4j.Classification;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ZeroShotClassifier;
import io.github.clip4j.image.ImageSource;
import java.nio.file.Path;
import java.util.Arrays;

/** Labels photos by words alone, without a single training photo. */
public final class ZeroShotLabels {
  private ZeroShotLabels() {}

  /**
   * Prints the best label of each photo and the probabilities of all.
   *
   * @param args a folder of photos and at least two labels; the bundled photos and their kinds if
   *     there is no argument
   */
  public static void main(String[] args) {
    String folder = args.length > 0 ? args[0] : "examples/photos/demo";
    String[] labels =
        args.length > 2
            ? Arrays.copyOfRange(args, 1, args.length)
            : new String[] {"animal", "food", "object", "vehicle"};

    try (ClipModel model = ClipModel.load("mini")) {
      ZeroShotClassifier classifier = ZeroShotClassifier.of(model, labels);
      for (ImageSource photo : ImageSource.directory(Path.of(folder))) {
        Classification best = classifier.classify(photo);
        System.out.println(photo.name() + ": " + best.label() + " " + best.probabilities());
      }
    }
  }
}
