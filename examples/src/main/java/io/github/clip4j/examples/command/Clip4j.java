package io.github.clip4j.examples.command;

import io.github.clip4j.error.ClipException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code clip4j} command. */
@Command(
    name = "clip4j",
    description = "CLIP embeddings of photos and texts: group, name, draw, classify, search.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Clip4j.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Clip4j implements Runnable {
  private static final List<String> COMMANDS =
      List.of(
          "analyze",
          "embed",
          "embed-text",
          "classify",
          "search",
          "tokenize",
          "preprocess",
          "pca",
          "kmeans",
          "models");

  @Spec private CommandSpec spec;

  private Clip4j() {}

  /**
   * Runs one command and exits with its status.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setOut(out);
    System.setErr(err);
    // Pictures are drawn, but no window is opened, with a display or without one.
    System.setProperty("java.awt.headless", "true");
    int status = run(new Console(out, err, Terminal.isStandardError()), FileNames.typed(args));
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    boolean flushedAtLineEnds = descriptor == FileDescriptor.err;
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        flushedAtLineEnds,
        StandardCharsets.UTF_8);
  }

  /** Runs one command and returns its exit status. */
  static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Clip4j());
    for (String name : commands(args)) {
      line.addSubcommand(name, command(name, console));
    }
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, FileNames::path);
    line.setOut(new java.io.PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, a) -> misused(console, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(console, command, e));
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      String which = Console.oneLine(String.valueOf(e.getMessage()));
      console.err().println("clip4j: not enough memory (java -Xmx): " + which);
      return ExitStatus.NOTHING_DONE;
    }
  }

  /** The command that is asked for, or all where it is none of them: each takes time to set up. */
  private static List<String> commands(String... args) {
    return args.length > 0 && COMMANDS.contains(args[0]) ? List.of(args[0]) : COMMANDS;
  }

  private static Object command(String name, Console console) {
    return switch (name) {
      case "analyze" -> new AnalyzeCommand(console);
      case "embed" -> new EmbedCommand(console);
      case "embed-text" -> new EmbedTextCommand(console);
      case "classify" -> new ClassifyCommand(console);
      case "search" -> new SearchCommand(console);
      case "tokenize" -> new TokenizeCommand(console);
      case "preprocess" -> new PreprocessCommand(console);
      case "pca" -> new PcaCommand();
      case "kmeans" -> new KMeansCommand();
      case "models" -> ModelsCommand.with(console);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  private static int misused(Console console, ParameterException e) {
    return misused(console, e.getCommandLine(), String.valueOf(e.getMessage()));
  }

  private static int misused(Console console, CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    console.err().println("clip4j: " + Console.oneLine(message) + " (try " + name + " --help)");
    return ExitStatus.NOTHING_DONE;
  }

  private static int failed(Console console, CommandLine command, Exception e) {
    Log.LOGGER.debug("The command failed", e);
    String message = String.valueOf(e.getMessage());
    if (e instanceof UsageException) {
      return misused(console, command, message);
    }
    console.err().println("clip4j: " + Console.oneLine(explanation(e)));
    return ExitStatus.NOTHING_DONE;
  }

  private static String explanation(Exception e) {
    if (e instanceof UncheckedIOException unchecked) {
      IOException cause = unchecked.getCause();
      String reason = cause == null ? "" : ": " + Reasons.of(cause);
      return unchecked.getMessage() + reason;
    }
    if (e instanceof IOException io) {
      return Reasons.of(io);
    }
    boolean expected =
        e instanceof CommandException
            || e instanceof ClipException
            || e instanceof io.github.clip4j.npy.NpyException
            || e instanceof IllegalArgumentException;
    return expected ? String.valueOf(e.getMessage()) : "unexpected error, please report it: " + e;
  }

  /** Made only where something is logged. */
  private static final class Log {
    static final Logger LOGGER = LoggerFactory.getLogger(Clip4j.class);
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Clip4j.class.getPackage().getImplementationVersion();
      return new String[] {"clip4j " + (version == null ? "(not packaged)" : version)};
    }
  }
}
