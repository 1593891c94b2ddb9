package io.github.clip4j.examples.command;

import io.github.clip4j.hub.HubModel;
import io.github.clip4j.model.KnownModels;
import io.github.clip4j.model.KnownModels.KnownModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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

  /** The command with its subcommands. */
  static CommandLine with(Console console) {
    return new CommandLine(new ModelsCommand(console))
        .addSubcommand(new Listing(console))
        .addSubcommand(new PullCommand(console))
        .addSubcommand(new VerifyCommand(console));
  }

  /** A line of the list. */
  private record Line(String id, String kind, String state) {}

  @Override
  public Integer call() {
    List<Line> lines = new ArrayList<>();
    for (KnownModel model : KnownModels.list()) {
      String kind = model.kind().name().toLowerCase(Locale.ROOT);
      String state =
          model.missing().map(m -> "incomplete: " + Console.oneLine(m)).orElse("complete");
      lines.add(new Line(model.id(), kind, state));
    }
    for (HubModel model : HubModel.known()) {
      lines.add(new Line(model.id().toString(), "to pull", facts(model)));
    }
    int width = lines.stream().mapToInt(line -> line.id().length()).max().orElse(1);
    for (Line line : lines) {
      String row = "%-" + width + "s  %-7s  %s%n";
      console.out().printf(Locale.ROOT, row, line.id(), line.kind(), line.state());
    }
    console.finish();
    return ExitStatus.DONE;
  }

  /** What is known; what is not is left out. */
  private static String facts(HubModel model) {
    List<String> facts = new ArrayList<>();
    model.megabytes().ifPresent(megabytes -> facts.add(megabytes + " MB"));
    model.dimension().ifPresent(dimension -> facts.add(dimension + " dimensions"));
    facts.add(model.licence().map(name -> "licence " + name).orElse("licence: see its page"));
    return String.join(", ", facts);
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
