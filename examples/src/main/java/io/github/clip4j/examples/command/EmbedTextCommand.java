package io.github.clip4j.examples.command;

import io.github.clip4j.ClipModel;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Vectors of texts. */
@Command(
    name = "embed-text",
    description = "Vectors of texts, [m, d], L2-normalised.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class EmbedTextCommand implements Callable<Integer> {

  @Mixin private final ModelArgument model = new ModelArgument();

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(names = "--out", required = true, paramLabel = "T.npy", description = "The vectors.")
  private Path out;

  /** Where the texts come from. */
  private static final class Source {
    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "Texts, one an argument.")
    private @Nullable List<String> texts;

    @Option(
        names = "--file",
        paramLabel = "TEXTS",
        description = "One text a line, or one JSON string a line if its name ends in .jsonl.")
    private @Nullable Path file;
  }

  @Override
  public Integer call() throws IOException {
    NpyFile output = NpyFile.of(out, "--out");
    List<String> texts = texts();
    try (OutputFiles files = output.files().sparing(files());
        ClipModel loaded = model.load()) {
      NpyArray.of(loaded.embedTexts(texts).toMatrix()).write(files.stage(output.array()));
      files.commit();
    }
    return ExitStatus.DONE;
  }

  private List<Path> files() {
    return source.file == null ? List.of() : List.of(source.file);
  }

  private List<String> texts() {
    if (source.texts != null) {
      return source.texts;
    }
    if (source.file == null) {
      return List.of();
    }
    List<String> texts = TextFiles.texts(source.file);
    if (texts.isEmpty()) {
      throw new CommandException("expected texts, found none in " + source.file);
    }
    return texts;
  }
}
