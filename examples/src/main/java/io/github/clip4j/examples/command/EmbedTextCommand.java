package io.github.clip4j.examples.command;

import io.github.clip4j.ClipModel;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.npy.NpyArray;
import io.github.clip4j.text.LongTexts;
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

  private final Console console;

  @Mixin private final ModelArgument model = new ModelArgument();

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(names = "--out", required = true, paramLabel = "T.npy", description = "The vectors.")
  private Path out;

  @Option(
      names = "--long-texts",
      paramLabel = "truncate|fail",
      defaultValue = "truncate",
      description =
          "Cut texts that the model cannot take whole, and name them, or fail (default:"
              + " ${DEFAULT-VALUE}).")
  private LongTexts longTexts = LongTexts.TRUNCATE;

  EmbedTextCommand(Console console) {
    this.console = console;
  }

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
        ClipModel loaded = model.load(ModelOptions.standard().withLongTexts(longTexts))) {
      Embeddings vectors = loaded.embedTexts(texts, this::truncated);
      NpyArray.of(vectors.toMatrix()).write(files.stage(output.array()));
      files.commit();
    }
    return ExitStatus.DONE;
  }

  private void truncated(TruncatedText text) {
    String counts = text.tokens() + " tokens, of which " + text.limit() + " count";
    console.err().println("truncated\t" + (text.index() + 1) + "\t" + counts);
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
