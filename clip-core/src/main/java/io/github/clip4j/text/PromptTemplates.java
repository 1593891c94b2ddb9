package io.github.clip4j.text;

import io.github.clip4j.json.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences with one gap each, such as {@code a photo of a {}}, that turn a label into the kind of
 * text a model was trained on.
 */
public final class PromptTemplates {

  private static final String GAP = "{}";
  private static final int MAX_BYTES = 16 << 20;
  private static final PromptTemplates NONE = new PromptTemplates(List.of(GAP));

  /**
   * The 80 prompts that OpenAI published for ImageNet ({@code imagenet_templates} of {@code
   * notebooks/Prompt_Engineering_for_ImageNet.ipynb} in {@code openai/CLIP}). A label is embedded
   * 80 times.
   */
  public static final PromptTemplates IMAGENET_80 = of(ImageNetPrompts.EIGHTY.lines().toList());

  /**
   * The seven of these that the same notebook selected one after the other; by its own account
   * their ensemble classifies ImageNet slightly better than that of all 80, at a tenth of the time.
   */
  public static final PromptTemplates IMAGENET_7 = of(ImageNetPrompts.SEVEN.lines().toList());

  private final List<String> templates;

  private PromptTemplates(List<String> templates) {
    this.templates = templates;
  }

  /** {@return the one template that leaves a label as it is} */
  public static PromptTemplates none() {
    return NONE;
  }

  /**
   * Templates from a list.
   *
   * @param templates at least one, each with exactly one <code>{}</code>
   * @return the templates, in the order given
   * @throws IllegalArgumentException naming the first template that is wrong
   */
  public static PromptTemplates of(List<String> templates) {
    List<String> copy = List.copyOf(templates);
    for (int i = 0; i < copy.size(); i++) {
      check(copy.get(i), "template " + (i + 1));
    }
    return nonEmpty(copy, "the list");
  }

  /**
   * Templates from a UTF-8 file, one a line. Empty lines are passed over.
   *
   * @param file the file to read
   * @return the templates, in the order of the lines
   * @throws IllegalArgumentException naming the first line that is wrong, or if the file is not
   *     UTF-8 or over 16 MiB
   * @throws UncheckedIOException if the file cannot be read
   */
  public static PromptTemplates load(Path file) {
    List<String> templates = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        check(line, "line " + (i + 1) + " of " + file);
        templates.add(line);
      }
    }
    return nonEmpty(List.copyOf(templates), file.toString());
  }

  private static List<String> lines(Path file) {
    try {
      String text = TextFile.read(file, MAX_BYTES).orElseThrow(() -> tooLarge(file));
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("expected UTF-8 text in " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the templates of " + file, e);
    }
  }

  private static IllegalArgumentException tooLarge(Path file) {
    return new IllegalArgumentException(
        "expected at most " + MAX_BYTES + " bytes of templates in " + file + ", found more");
  }

  private static void check(String template, String where) {
    int first = template.indexOf(GAP);
    if (first < 0 || template.indexOf(GAP, first + GAP.length()) >= 0) {
      throw new IllegalArgumentException(
          "expected exactly one {} in " + where + ", found \"" + template + "\"");
    }
  }

  private static PromptTemplates nonEmpty(List<String> templates, String where) {
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("expected at least one template, found none in " + where);
    }
    return new PromptTemplates(templates);
  }

  /** {@return the number of templates} */
  public int size() {
    return templates.size();
  }

  /**
   * Puts a label into every template.
   *
   * @param label the label, used as it is
   * @return {@link #size()} texts, in the order of the templates
   */
  public List<String> apply(String label) {
    return templates.stream().map(template -> fill(template, label)).toList();
  }

  private static String fill(String template, String label) {
    int gap = template.indexOf(GAP);
    return template.substring(0, gap) + label + template.substring(gap + GAP.length());
  }

  @Override
  public String toString() {
    return templates.toString();
  }
}
