package io.github.clip4j;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.ReferenceModels;
import io.github.clip4j.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * Lets models, tokenizers and tensors come and go, and prints how much memory the process holds in
 * between. A process of its own, with a small heap: what grows is native. Arguments: a model's
 * directory, that of one which is refused once its graphs are loaded, and how often a hundredth of
 * the whole work is done.
 */
final class NativeMemory {
  private static final int READINGS = 5;

  private NativeMemory() {}

  private interface Work {
    void once() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[0]);
    Path refused = Path.of(args[1]);
    int hundredths = Integer.parseInt(args[2]);
    List<ImageSource> images =
        Collections.nCopies(8, ImageSource.file(ReferenceModels.file("images/exact_224.png")));
    try (ClipModel loaded = ClipModel.load(model)) {
      // Two runs of four images each, and two of texts of different lengths.
      watch(
          "inferences",
          4,
          50 * hundredths,
          () -> {
            loaded.embedImages(images);
            loaded.embedTexts(List.of("a cat", "a photo of a cat"));
          });
    }
    watch(
        "models loaded and closed",
        1,
        20 * hundredths,
        () -> {
          try (ClipModel loaded = ClipModel.load(model)) {
            loaded.embedTexts(List.of("a cat"));
          }
        });
    watch("models refused", 1, 20 * hundredths, () -> refuse(refused));
    watch(
        "tokenizers loaded and closed",
        1,
        20 * hundredths,
        () -> {
          try (ClipTokenizer tokenizer = ClipTokenizer.load(model)) {
            tokenizer.ids("a cat");
          }
        });
  }

  private static void refuse(Path model) {
    try {
      ClipModel.load(model).close();
    } catch (ModelException e) {
      return;
    }
    throw new IllegalStateException("expected a model that is refused");
  }

  /** The first fifth brings the heap and the allocators to their size; it counts like the rest. */
  private static void watch(String what, int timesInOne, int times, Work work) throws Exception {
    StringBuilder line = new StringBuilder(what).append(':');
    for (int reading = 1; reading <= READINGS; reading++) {
      for (int i = 0; i < times / READINGS; i++) {
        work.once();
      }
      System.gc();
      int done = reading * (times / READINGS) * timesInOne;
      line.append(' ').append(done).append('=').append(residentMebibytes());
    }
    System.out.println(line);
  }

  private static long residentMebibytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(status -> status.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
