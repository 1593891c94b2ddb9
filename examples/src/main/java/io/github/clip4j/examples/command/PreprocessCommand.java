package io.github.clip4j.examples.command;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.npy.NpyRowWriter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the image tower is fed. */
@Command(
    name = "preprocess",
    description = "What the image tower is fed, [n, 3, H, W].",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class PreprocessCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final TransformOptions transform = new TransformOptions();
  @Mixin private final ModelArgument model = new ModelArgument();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "X.npy",
      description = "The array; X.jsonl and X.failures.jsonl go beside it.")
  private Path out;

  PreprocessCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    NpyFile output = NpyFile.of(out, "--out");
    List<ImageSource> sources = images.find();
    ImagePreprocessor preprocessor = ImagePreprocessor.of(model.preprocessing(transform));
    int height = preprocessor.height();
    int width = preprocessor.width();
    FloatBuffer pixels = FloatBuffer.allocate(3 * height * width);
    try (OutputFiles files = output.files().sparing(images.files());
        NpyRowWriter rows = NpyRowWriter.create(files.stage(output.array()), 3, height, width);
        ImageRecords records = new ImageRecords(files, output, console);
        ProgressDisplay progress = new ProgressDisplay(console, "Preparing photos")) {
      for (ImageSource source : sources) {
        try {
          preprocessor.preprocess(source, pixels.clear());
          rows.write(pixels.rewind());
          records.done(source);
        } catch (ImageException e) {
          records.failed(new ImageFailure(source, String.valueOf(e.getMessage())));
        }
        progress.update(records.count(), sources.size());
      }
      rows.commit();
      return records.finish();
    }
  }
}
