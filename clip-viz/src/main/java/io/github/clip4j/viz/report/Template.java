package io.github.clip4j.viz.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with holes, in the part of the Mustache language that the page needs: <code>{{name}}
 * </code> escaped for HTML, <code>{{{name}}}</code> as it is, <code>{{#name}}…{{/name}}</code> once
 * for each element of a list (or once, where the value is no list and not false), and <code>
 * {{^name}}…{{/name}}</code> where there is none.
 *
 * <p>Values are strings, booleans, lists of maps, or {@linkplain Content contents}, which write
 * themselves and are never escaped. A name is looked up in the innermost map first; one that none
 * of them has is a mistake and refused.
 */
final class Template {
  private static final Pattern TAG =
      Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{([#^/]?)(\\w+)}}\n?");

  /** A value too large to be held as text. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /** Reads a template. */
  static Template parse(String source) {
    return new Template(new Parser(source).parts(null));
  }

  /** Writes the text with the values in place of the names. */
  void write(Map<String, ?> values, Writer out) throws IOException {
    write(parts, new Scope(values, null), out);
  }

  private static void write(List<Part> parts, Scope scope, Writer out) throws IOException {
    for (Part part : parts) {
      part.write(scope, out);
    }
  }

  /** The maps that names are looked up in, innermost first. */
  private record Scope(Map<String, ?> values, @Nullable Scope outer) {
    Object get(String name) {
      for (Scope scope = this; scope != null; scope = scope.outer) {
        Object value = scope.values.get(name);
        if (value != null) {
          return value;
        }
      }
      throw new IllegalStateException("the template names " + name + ", which has no value");
    }
  }

  /** A piece of a template. */
  private interface Part {
    void write(Scope scope, Writer out) throws IOException;
  }

  private record Literal(String text) implements Part {
    @Override
    public void write(Scope scope, Writer out) throws IOException {
      out.append(text);
    }
  }

  private record Value(String name, boolean escaped) implements Part {
    @Override
    public void write(Scope scope, Writer out) throws IOException {
      Object value = scope.get(name);
      if (value instanceof Content content) {
        content.writeTo(out);
      } else {
        out.append(escaped ? escape(value.toString()) : value.toString());
      }
    }
  }

  private record Section(String name, boolean inverted, List<Part> body) implements Part {
    @Override
    public void write(Scope scope, Writer out) throws IOException {
      List<?> elements = elements(scope.get(name));
      if (inverted && elements.isEmpty()) {
        Template.write(body, scope, out);
      }
      for (Object element : inverted ? List.of() : elements) {
        @SuppressWarnings("unchecked") // Lists of a model hold maps of names.
        Scope inner =
            element instanceof Map<?, ?> map ? new Scope((Map<String, ?>) map, scope) : scope;
        Template.write(body, inner, out);
      }
    }

    private static List<?> elements(Object value) {
      if (value instanceof List<?> list) {
        return list;
      }
      return value.equals(false) || value.equals("") ? List.of() : List.of(value);
    }
  }

  /** Splits a template into its parts. */
  private static final class Parser {
    private final String source;
    private final Matcher tags;
    private int position;

    Parser(String source) {
      this.source = source;
      tags = TAG.matcher(source);
    }

    /** The parts up to the end of this section, or of the source where there is none. */
    List<Part> parts(@Nullable String section) {
      List<Part> parts = new ArrayList<>();
      while (tags.find()) {
        parts.add(new Literal(source.substring(position, tags.start())));
        if (tags.group(1) != null) {
          position = tags.end();
          parts.add(new Value(tags.group(1), false));
          continue;
        }
        String name = tags.group(3);
        switch (tags.group(2)) {
          case "" -> {
            // The line's end belongs to the text, not to the tag.
            position = tags.start() + name.length() + 4;
            parts.add(new Value(name, true));
          }
          case "/" -> {
            position = tags.end();
            if (!name.equals(section)) {
              throw new IllegalStateException("the template ends " + name + " in " + section);
            }
            return List.copyOf(parts);
          }
          default -> {
            boolean inverted = tags.group(2).equals("^");
            position = tags.end();
            parts.add(new Section(name, inverted, parts(name)));
          }
        }
      }
      if (section != null) {
        throw new IllegalStateException("the template does not end " + section);
      }
      parts.add(new Literal(source.substring(position)));
      return List.copyOf(parts);
    }
  }

  /** The text as it may stand in HTML, between tags or in a quoted attribute. */
  static String escape(String text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(c, result));
    return result.toString();
  }

  private static void append(int c, StringBuilder result) {
    switch (c) {
      case '&' -> result.append("&amp;");
      case '<' -> result.append("&lt;");
      case '>' -> result.append("&gt;");
      case '"' -> result.append("&quot;");
      case '\'' -> result.append("&#39;");
      default -> {
        boolean unseen =
            (Character.isISOControl(c) && c != '\n' && c != '\t')
                || Character.getType(c) == Character.SURROGATE;
        result.appendCodePoint(unseen ? 0xFFFD : c);
      }
    }
  }
}
