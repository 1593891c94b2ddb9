package io.github.clip4j.npy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dictionary of a header: exactly the keys {@code descr}, {@code fortran_order} and
 * {@code shape}, with literals only; nothing is evaluated.
 */
final class NpyDictionary {
  // NPY_MAXDIMS of NumPy 2.
  private static final int MAX_AXES = 64;

  private final String text;
  private final Path file;
  private int at;
  private @Nullable String descr;
  private @Nullable Boolean fortranOrder;
  private int @Nullable [] shape;

  NpyDictionary(String text, Path file) {
    this.text = text;
    this.file = file;
  }

  NpyHeader header() {
    expect('{');
    while (!taken('}')) {
      String key = string();
      expect(':');
      entry(key);
      if (!taken(',') && next() != '}') {
        throw broken("',' or '}'");
      }
    }
    if (!text.substring(at).isBlank()) {
      throw broken("nothing after the dictionary");
    }
    if (descr == null || fortranOrder == null || shape == null) {
      throw broken("the keys descr, fortran_order and shape");
    }
    String name = descr;
    NpyType type =
        NpyType.of(name)
            .orElseThrow(
                () ->
                    new NpyException(
                        file
                            + ": expected elements of "
                            + NpyType.supported()
                            + ", found "
                            + name
                            + "; convert the array with astype before saving it"));
    checkSize(shape, type);
    return new NpyHeader(type, fortranOrder, shape);
  }

  private void entry(String key) {
    if (key.equals("descr") && descr == null) {
      descr = next() == '[' || next() == '(' ? "a structured type" : string();
      if (descr.equals("a structured type")) {
        throw new NpyException(
            file + ": expected elements of " + NpyType.supported() + ", found " + descr);
      }
    } else if (key.equals("fortran_order") && fortranOrder == null) {
      fortranOrder = bool();
    } else if (key.equals("shape") && shape == null) {
      shape = tuple();
    } else {
      throw broken("each of the keys descr, fortran_order and shape once, not '" + key + "'");
    }
  }

  private void checkSize(int[] axes, NpyType type) {
    try {
      Math.multiplyExact(NpyHeader.elements(axes), (long) type.size());
    } catch (ArithmeticException e) {
      throw new NpyException(
          file
              + ": expected a shape that fits into a file, found "
              + new NpyHeader(type, false, axes).describe());
    }
  }

  private String string() {
    char quote = next();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw broken("a quoted string");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private boolean bool() {
    next();
    for (String literal : List.of("True", "False")) {
      if (text.startsWith(literal, at)) {
        at += literal.length();
        return literal.equals("True");
      }
    }
    throw broken("True or False");
  }

  private int[] tuple() {
    expect('(');
    List<Integer> axes = new ArrayList<>();
    while (!taken(')')) {
      axes.add(axis());
      if (!taken(',') && next() != ')') {
        throw broken("',' or ')'");
      }
      if (axes.size() > MAX_AXES) {
        throw broken("at most " + MAX_AXES + " axes");
      }
    }
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private int axis() {
    next();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    taken('L'); // Python 2 wrote long integers so.
    if (digits.isEmpty() || digits.length() > 10 || Long.parseLong(digits) > Integer.MAX_VALUE) {
      throw broken("axes from 0 to " + Integer.MAX_VALUE);
    }
    return Integer.parseInt(digits);
  }

  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean taken(char symbol) {
    if (next() != symbol) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char symbol) {
    if (!taken(symbol)) {
      throw broken("'" + symbol + "'");
    }
  }

  private NpyException broken(String expected) {
    String shown = text.strip();
    return new NpyException(
        file
            + ": expected a header with "
            + expected
            + ", found "
            + (shown.length() > 200 ? shown.substring(0, 200) + "…" : shown));
  }
}
