package io.github.clip4j.examples.command;

import io.github.clip4j.text.PromptTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The label words of a run, and the sentences around them. */
final class LabelOptions {
  private static final Map<String, PromptTemplates> BUILT_IN =
      Map.of("imagenet-7", PromptTemplates.IMAGENET_7, "imagenet-80", PromptTemplates.IMAGENET_80);

  @ArgGroup(multiplicity = "0..1")
  private @Nullable Source source;

  @Option(
      names = "--templates",
      paramLabel = "FILE",
      description = {
        "Prompt templates: UTF-8, one a line, each with exactly one {};",
        "or imagenet-7 or imagenet-80, OpenAI's published ones, where no file has that name."
      })
  private @Nullable Path templates;

  /** Where the labels come from. */
  private static final class Source {
    @Option(names = "--labels", paramLabel = "a,b,c", description = "Labels, split at commas.")
    private @Nullable String labels;

    @Option(names = "--labels-file", paramLabel = "F", description = "Labels: UTF-8, one a line.")
    private @Nullable Path file;
  }

  /** The labels, trimmed; none where none were given. */
  List<String> labels() {
    if (source == null) {
      return List.of();
    }
    if (source.labels != null) {
      return checked(Arrays.asList(source.labels.split(",", -1)), "--labels");
    }
    if (source.file == null) {
      return List.of();
    }
    List<String> lines = TextFiles.lines(source.file);
    if (lines.isEmpty()) {
      throw new CommandException("expected labels, found none in " + source.file);
    }
    return checked(lines, source.file.toString());
  }

  /** The files that are read for labels and templates. */
  List<Path> files() {
    return Stream.of(source == null ? null : source.file, templates)
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<String> checked(List<String> given, String where) {
    List<String> labels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String label : given) {
      String trimmed = label.strip();
      if (trimmed.isEmpty()) {
        throw new UsageException("label " + (labels.size() + 1) + " of " + where + " is empty");
      }
      if (!seen.add(trimmed)) {
        throw new UsageException("label \"" + trimmed + "\" of " + where + " is repeated");
      }
      labels.add(trimmed);
    }
    return List.copyOf(labels);
  }

  /** The templates; the labels as they are where none were given. */
  PromptTemplates templates() {
    if (templates == null) {
      return PromptTemplates.none();
    }
    PromptTemplates builtIn = BUILT_IN.get(templates.toString());
    return builtIn != null && !Files.exists(templates) ? builtIn : PromptTemplates.load(templates);
  }
}
