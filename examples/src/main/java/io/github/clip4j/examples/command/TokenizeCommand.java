package io.github.clip4j.examples.command;

import io.github.clip4j.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Token ids of texts. */
@Command(
    name = "tokenize",
    description = "Token ids of texts, truncated to the model's context, not padded.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class TokenizeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelArgument model = new ModelArgument();

  @Option(
      names = "--file",
      required = true,
      paramLabel = "STRINGS.jsonl",
      description = "One JSON string a line.")
  private Path file;

  TokenizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<String> texts = TextFiles.jsonStrings(file);
    try (ClipTokenizer tokenizer = model.tokenizer()) {
      for (String text : texts) {
        int[] ids = tokenizer.ids(text);
        console.out().println(JsonLine.of(json -> JsonLine.array(json.name("ids"), ids)));
      }
    }
    console.finish();
    return ExitStatus.DONE;
  }
}
