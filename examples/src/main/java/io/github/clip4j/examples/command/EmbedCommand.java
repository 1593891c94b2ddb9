package io.github.clip4j.examples.command;

import io.github.clip4j.ClipModel;
import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.journal.EmbeddingJournal;
import io.github.clip4j.journal.JournalReport;
import io.github.clip4j.npy.NpyRowWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Vectors of photos. */
@Command(
    name = "embed",
    description = "Vectors of photos, [n, d], L2-normalised.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class EmbedCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final TransformOptions transform = new TransformOptions();
  @Mixin private final ModelArgument model = new ModelArgument();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "E.npy",
      description = "The vectors; E.jsonl (rows), E.failures.jsonl and E.meta.json go beside them.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Go on where a run that was cut off has stopped, and embed only what is new or changed."
              + " What is done is kept in E.journal.")
  private boolean resume;

  @Option(
      names = "--compare-contents",
      description =
          "With --resume: tell changed photos by their contents (SHA-256) instead of size and time.")
  private boolean compareContents;

  EmbedCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (compareContents && !resume) {
      throw new UsageException("--compare-contents needs --resume");
    }
    NpyFile output = NpyFile.of(out, "--out");
    List<ImageSource> sources = images.find();
    try (OutputFiles files = output.files().sparing(images.files());
        ClipModel loaded = model.load(transform);
        NpyRowWriter rows = NpyRowWriter.create(files.stage(output.array()), loaded.dimension());
        ImageRecords records = new ImageRecords(files, output, console);
        ProgressDisplay progress = new ProgressDisplay(console, "Embedding photos")) {
      int total = sources.size();
      if (resume) {
        EmbeddingJournal journal = journal(output, progress, total);
        report(loaded.embedImages(sources, journal, new Rows(rows, records, () -> {})));
      } else {
        Runnable listener = () -> progress.update(records.count(), total);
        loaded.embedImages(sources, new Rows(rows, records, listener));
      }
      rows.commit();
      EmbeddingMeta meta =
          new EmbeddingMeta(
              loaded.name(),
              loaded.fingerprint(),
              transform.typed(),
              loaded.dimension(),
              records.rowCount());
      Files.writeString(files.stage(output.meta()), meta.toJson());
      return records.finish();
    }
  }

  private EmbeddingJournal journal(NpyFile output, ProgressDisplay progress, int total) {
    EmbeddingJournal journal =
        EmbeddingJournal.at(output.journal()).onProgress(done -> progress.update(done, total));
    return compareContents ? journal.comparingContents() : journal;
  }

  private void report(JournalReport report) {
    report.changed().forEach(name -> console.err().println("changed\t" + Console.visible(name)));
    report.dropped().forEach(name -> console.err().println("dropped\t" + Console.visible(name)));
    if (report.reused() > 0) {
      console
          .err()
          .println(report.reused() + " embedded before, " + report.embedded() + " embedded now");
    }
  }

  /** Writes each vector as it comes. */
  private record Rows(NpyRowWriter rows, ImageRecords records, Runnable listener)
      implements ImageSink {
    @Override
    public void embedded(ImageSource image, float[] vector) {
      try {
        rows.write(vector);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the vectors", e);
      }
      records.done(image);
      listener.run();
    }

    @Override
    public void failed(ImageFailure failure) {
      records.failed(failure);
      listener.run();
    }
  }
}
