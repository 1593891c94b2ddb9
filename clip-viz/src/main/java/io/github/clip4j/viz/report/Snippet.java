package io.github.clip4j.viz.report;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipAnalysis.NameSource;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java code that makes an analysis again. */
final class Snippet {
  private static final int WIDTH = 90;
  private static final String STEP = "          .";
  private static final String ARGUMENTS = "              ";

  private static final Set<Integer> UNSEEN =
      Stream.of(
              Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.PRIVATE_USE,
              Character.UNASSIGNED)
          .map(Byte::intValue)
          .collect(Collectors.toUnmodifiableSet());

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final ClipAnalysis analysis;
  private final ClipAnalysis.Settings settings;

  Snippet(ClipAnalysis analysis) {
    this.analysis = analysis;
    this.settings = analysis.settings();
  }

  /** Statements without imports. */
  @Override
  public String toString() {
    String directory = directory();
    List<String> lines = new ArrayList<>();
    if (directory.isEmpty()) {
      lines.add("List<ImageSource> images = List.of(/* the images of this page, in its order */);");
    }
    lines.add("try (ClipModel model = ClipModel.load(" + literal(settings.model()) + ")) {");
    lines.add("  ClipAnalysis analysis =");
    lines.add("      ClipPipeline.using(model)");
    lines.addAll(steps());
    lines.add(
        STEP
            + (directory.isEmpty()
                ? "analyze(images);"
                : "analyze(ImageSource.directory(Path.of(" + literal(directory) + ")));"));
    lines.add("  HtmlReport.of(analysis).write(Path.of(\"report.html\"));");
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    steps.add(STEP + "reduceTo(" + settings.components() + ")");
    steps.add(
        settings.automatic()
            ? String.format(
                Locale.ROOT,
                "%sclusterAutomatically(%d, %d)",
                STEP,
                settings.fewestClusters(),
                settings.mostClusters())
            : STEP + "cluster(" + settings.fewestClusters() + ")");
    if (settings.reducedSpace()) {
      steps.add(STEP + "clusterInReducedSpace()");
    }
    steps.addAll(naming());
    steps.add(STEP + "seed(" + settings.seed() + (fitsInt(settings.seed()) ? ")" : "L)"));
    steps.add(STEP + "restarts(" + settings.restarts() + ")");
    return steps;
  }

  private List<String> naming() {
    if (settings.namedFrom() == NameSource.NUMBERS) {
      return List.of(STEP + "nameByNumber()");
    }
    List<String> steps = new ArrayList<>();
    if (settings.namedFrom() == NameSource.LABELS) {
      steps.add(call("nameFrom(", settings.labels(), ")"));
    }
    List<String> templates = settings.templates().apply("{}");
    if (!templates.equals(PromptTemplates.none().apply("{}"))) {
      steps.add(call("templates(PromptTemplates.of(List.of(", templates, ")))"));
    }
    return steps;
  }

  /** On one line where that is not too long, else on as many as it takes. */
  private static String call(String start, List<String> texts, String end) {
    List<String> literals = texts.stream().map(Snippet::literal).toList();
    String line = STEP + start + String.join(", ", literals) + end;
    if (line.length() <= WIDTH) {
      return line;
    }
    StringBuilder result = new StringBuilder(STEP + start + "\n" + ARGUMENTS);
    int length = ARGUMENTS.length();
    for (int i = 0; i < literals.size(); i++) {
      String literal = literals.get(i) + (i < literals.size() - 1 ? "," : end);
      if (length > ARGUMENTS.length() && length + 1 + literal.length() > WIDTH) {
        result.append('\n').append(ARGUMENTS);
        length = ARGUMENTS.length();
      } else if (length > ARGUMENTS.length()) {
        result.append(' ');
        length++;
      }
      result.append(literal);
      length += literal.length();
    }
    return result.toString();
  }

  /**
   * The directory whose images these are; empty where it cannot be one: names that do not lie in
   * it, or are not in the order of its listing.
   */
  private String directory() {
    List<String> names =
        Stream.concat(
                analysis.images().stream().map(AnalyzedImage::name),
                analysis.failures().stream().map(failure -> failure.source().name()))
            .toList();
    String first = names.get(0);
    String directory = first.substring(0, Math.max(0, first.lastIndexOf('/')));
    while (!directory.isEmpty() && !allBelow(directory + "/", names)) {
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    }
    List<String> read = analysis.images().stream().map(AnalyzedImage::name).toList();
    boolean listed =
        read.equals(read.stream().distinct().sorted(BY_CODE_POINT).toList())
            && directory.indexOf("://") < 0;
    return listed ? directory : "";
  }

  private static boolean allBelow(String prefix, List<String> names) {
    return names.stream().allMatch(name -> name.startsWith(prefix));
  }

  private static boolean fitsInt(long value) {
    return value == (int) value;
  }

  /** The text as Java source writes it; what cannot be seen is escaped. */
  static String literal(String text) {
    StringBuilder result = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(c, result));
    return result.append('"').toString();
  }

  private static void append(int c, StringBuilder result) {
    switch (c) {
      case '"' -> result.append("\\\"");
      case '\\' -> result.append("\\\\");
      case '\n' -> result.append("\\n");
      case '\r' -> result.append("\\r");
      case '\t' -> result.append("\\t");
      default -> {
        if (UNSEEN.contains(Character.getType(c))) {
          for (char unit : Character.toChars(c)) {
            result.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
          }
        } else {
          result.appendCodePoint(c);
        }
      }
    }
  }
}
