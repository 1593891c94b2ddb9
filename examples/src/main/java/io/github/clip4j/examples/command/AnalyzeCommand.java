package io.github.clip4j.examples.command;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.Progress;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.text.PromptTemplates;
import io.github.clip4j.viz.ClusterPlot;
import io.github.clip4j.viz.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Groups, names and draws photos. */
@Command(
    name = "analyze",
    description = {
      "Groups photos, names the groups, and draws them.",
      "Without labels the names come from a built-in vocabulary of everyday nouns."
    },
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
  private static final String PICTURE = "clip_visualization.png";
  private static final String PAGE = "report.html";
  private static final String DATA = "analysis.json";

  private final Console console;

  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final TransformOptions transform = new TransformOptions();
  @Mixin private final ModelArgument model = new ModelArgument();
  @Mixin private final LabelOptions labelling = new LabelOptions();

  @Option(
      names = "--clusters",
      paramLabel = "N|auto",
      defaultValue = "auto",
      description = "How many groups (default: ${DEFAULT-VALUE}, by silhouette).")
  private String clusters = "auto";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Seeds the grouping (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--restarts",
      paramLabel = "R",
      defaultValue = "50",
      description = "Starts of the grouping; the best is kept (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "clip4j-out",
      description = "Where the picture, the page and the data go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("clip4j-out");

  AnalyzeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Ahead runtime = Ahead.onnxRuntime();
    try {
      return analyze();
    } finally {
      runtime.close();
    }
  }

  private int analyze() throws IOException {
    OptionalInt k = clusterCount();
    Numbers.requireAtLeast(1, restarts, "--restarts");
    List<String> labels = labelling.labels();
    PromptTemplates templates = labelling.templates();
    List<ImageSource> sources = images.find(out);
    if (k.isPresent() && k.getAsInt() > sources.size()) {
      throw new CommandException(
          "expected at least as many images as clusters, found "
              + sources.size()
              + " images for --clusters "
              + k.getAsInt());
    }
    try (OutputFiles files =
            OutputFiles.in(out, PICTURE, PAGE, DATA)
                .sparing(images.files())
                .sparing(labelling.files());
        ClipModel loaded = model.load(transform)) {
      ClipPipeline pipeline =
          ClipPipeline.using(loaded).seed(seed).restarts(restarts).templates(templates);
      if (k.isPresent()) {
        pipeline = pipeline.cluster(k.getAsInt());
      }
      if (!labels.isEmpty()) {
        pipeline = pipeline.nameFrom(labels);
      }
      ClipAnalysis analysis = analyze(pipeline, sources);
      write(analysis, files);
      new AnalysisTable(analysis).print(console.out());
      console.out().println("written to " + out);
      analysis.failures().forEach(console::failed);
      console.finish();
      return ExitStatus.doneBut(analysis.failures().size());
    }
  }

  private ClipAnalysis analyze(ClipPipeline pipeline, List<ImageSource> sources) {
    AtomicBoolean begun = new AtomicBoolean();
    try (ProgressDisplay progress = new ProgressDisplay(console, "Reading photos")) {
      return pipeline
          .onProgress(
              step -> {
                if (step.stage() == Progress.Stage.IMAGES) {
                  if (begun.compareAndSet(false, true)) {
                    Ahead.drawing();
                  }
                  progress.update(step.done(), step.total());
                }
              })
          .analyze(sources);
    }
  }

  private OptionalInt clusterCount() {
    return clusters.equals("auto")
        ? OptionalInt.empty()
        : OptionalInt.of(Numbers.countOrAuto(clusters, "--clusters"));
  }

  /** The picture and the page are made at the same time, of photos that are read once. */
  private static void write(ClipAnalysis analysis, OutputFiles files) throws IOException {
    ClusterPlot plot = ClusterPlot.of(analysis);
    Path picture = files.stage(PICTURE);
    CompletableFuture<Void> drawing = CompletableFuture.runAsync(() -> plot.writePng(picture));
    try {
      HtmlReport.of(plot).write(files.stage(PAGE));
      Files.writeString(files.stage(DATA), analysis.toJson());
    } finally {
      finish(drawing);
    }
    files.commit();
  }

  private static void finish(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
