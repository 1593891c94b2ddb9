package io.github.clip4j.examples.command;

import io.github.clip4j.model.KnownModels;
import io.github.clip4j.model.KnownModels.KnownModel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What models there are. */
@Command(
    name = "models",
    description = "What models are known, and whether their files are there.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  private final Console console;

  ModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<KnownModel> models = KnownModels.list();
    int width = models.stream().mapToInt(model -> model.id().length()).max().orElse(0);
    for (KnownModel model : models) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-" + Math.max(width, 1) + "s  %-7s  %s%n",
              model.id(),
              model.kind().name().toLowerCase(Locale.ROOT),
              model.missing().map(m -> "incomplete: " + Console.oneLine(m)).orElse("complete"));
    }
    console.finish();
    return ExitStatus.DONE;
  }

  /** The subcommand's long form. */
  @Command(
      name = "list",
      description = "What models are known, and whether their files are there.",
      mixinStandardHelpOptions = true)
  static final class Listing implements Callable<Integer> {
    private final Console console;

    Listing(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return new ModelsCommand(console).call();
    }
  }
}
