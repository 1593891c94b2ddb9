package io.github.clip4j.examples.command;

import io.github.clip4j.hub.ModelHub;
import io.github.clip4j.hub.PullOptions;
import io.github.clip4j.hub.PulledModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a model into the hub's cache. */
@Command(
    name = "pull",
    description = {
      "Download a model of the Hugging Face hub into its cache; prints the id with the commit.",
      "HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE and proxies are those of the"
          + " environment."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before it calls
final class PullCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1_000_000;

  private final Console console;

  @Parameters(
      paramLabel = "ID[@REVISION]",
      description = "owner/name, with a commit for files that stay the same.")
  private String id;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "The precision of the graphs, by their suffix, such as fp16 or quantized.")
  private @Nullable String variant;

  @Option(
      names = "--pin",
      paramLabel = "FILE=SHA256",
      description = "A digest that a file must have, whatever the hub says; may be repeated.")
  private Map<String, String> pins = new LinkedHashMap<>();

  PullCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PullOptions options = PullOptions.standard();
    if (variant != null) {
      options = options.withVariant(variant);
    }
    for (Map.Entry<String, String> pin : pins.entrySet()) {
      options = options.pin(pin.getKey(), pin.getValue());
    }
    PulledModel model;
    try (ProgressDisplay display = new ProgressDisplay(console, "MB")) {
      model =
          ModelHub.ofEnvironment()
              .pull(
                  id,
                  options.withProgress(
                      progress ->
                          display.update(
                              (int) (progress.done() / MEGABYTE),
                              (int) (progress.total() / MEGABYTE))));
    }
    console.err().println("in " + model.directory());
    console.out().println(model.id());
    console.finish();
    return ExitStatus.DONE;
  }
}
