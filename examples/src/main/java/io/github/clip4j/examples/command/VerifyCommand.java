package io.github.clip4j.examples.command;

import io.github.clip4j.hub.ModelVerification;
import io.github.clip4j.hub.ModelVerification.CheckedFile;
import io.github.clip4j.hub.ModelVerification.State;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks a model's files. */
@Command(
    name = "verify",
    description = "Check the files of a model against their digests, and open it.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before it calls
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR|ID", description = "mini, a directory, or a cached hub id.")
  private String model;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ModelVerification verification = ModelVerification.of(model);
    int failures = 0;
    for (CheckedFile file : verification.files()) {
      if (file.state() == State.DAMAGED) {
        failed(file.name(), file.detail());
        failures++;
      } else {
        String state = file.state().name().toLowerCase(Locale.ROOT);
        String name = Console.visible(file.name());
        console.out().println(state + "\t" + name + "\t" + file.detail());
      }
    }
    Optional<String> problem = verification.problem();
    if (problem.isPresent()) {
      failed(model, problem.get());
      failures++;
    }
    console.finish();
    return ExitStatus.doneBut(failures);
  }

  private void failed(String name, String reason) {
    console.err().println("failed\t" + Console.visible(name) + "\t" + Console.oneLine(reason));
  }
}
