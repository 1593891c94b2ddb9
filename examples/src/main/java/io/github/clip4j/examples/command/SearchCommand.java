package io.github.clip4j.examples.command;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clip4j.ClipModel;
import io.github.clip4j.TextSearch;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.Embeddings.Neighbour;
import io.github.clip4j.linalg.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The photos that fit a text best. */
@Command(
    name = "search",
    description = "The photos that fit a text best, among vectors that embed wrote.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class SearchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelArgument model = new ModelArgument();

  @Option(
      names = "--index",
      required = true,
      paramLabel = "E.npy",
      description = "The vectors; E.jsonl and E.meta.json lie beside them.")
  private Path index;

  @Option(
      names = "-k",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many photos (default: ${DEFAULT-VALUE}).")
  private int k;

  @Parameters(paramLabel = "QUERY", description = "A text.")
  private String query;

  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    NpyFile file = NpyFile.of(index, "--index");
    Numbers.requireAtLeast(1, k, "-k");
    Rows vectors = NpyInput.rows(index);
    EmbeddingMeta meta = EmbeddingMeta.read(file.resolve(file.meta()));
    List<String> names = names(file.resolve(file.rows()));
    if (names.size() != vectors.count() || meta.count() != vectors.count()) {
      throw new CommandException(
          String.format(
              "expected one number of rows, found %d in %s, %d in %s and %d in %s: embed anew",
              vectors.count(), file.array(), names.size(), file.rows(), meta.count(), file.meta()));
    }
    try (ClipModel loaded = model.load(TransformOptions.of(meta.preprocessing()))) {
      if (!loaded.fingerprint().equals(meta.fingerprint())) {
        throw new CommandException(
            "the vectors of "
                + index
                + " are those of another model ("
                + meta.model()
                + "): name it with --model, or embed anew");
      }
      Embeddings photos = Embeddings.view(names, vectors, meta.fingerprint());
      for (Neighbour hit : TextSearch.of(loaded, photos).search(query, k)) {
        console
            .out()
            .println(
                JsonLine.of(
                    json -> json.name("file").value(hit.id()).name("score").value(hit.cosine())));
      }
    }
    console.finish();
    return ExitStatus.DONE;
  }

  private static List<String> names(Path file) {
    List<String> names = new ArrayList<>();
    for (String line : TextFiles.lines(file)) {
      try {
        JsonObject row = JsonParser.parseString(line).getAsJsonObject();
        if (row.get("row").getAsInt() != names.size()) {
          throw new IllegalStateException("rows out of order");
        }
        names.add(row.get("file").getAsString());
      } catch (JsonParseException
          | IllegalStateException
          | NumberFormatException
          | UnsupportedOperationException
          | NullPointerException e) {
        throw new CommandException(
            "expected {\"row\":"
                + names.size()
                + ",\"file\":…} in line "
                + (names.size() + 1)
                + " of "
                + file,
            e);
      }
    }
    return names;
  }
}
