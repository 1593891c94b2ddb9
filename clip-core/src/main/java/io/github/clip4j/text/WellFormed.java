package io.github.clip4j.text;

/** Strings that have a UTF-8 form: those without unpaired surrogates. */
final class WellFormed {

  private static final int REPLACEMENT = 0xFFFD;

  private WellFormed() {}

  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(WellFormed::isSurrogate);
  }

  /** With U+FFFD in place of each unpaired surrogate, as Java's own encoders of UTF-16 do. */
  static String of(String text) {
    if (isWellFormed(text)) {
      return text;
    }
    int[] points = text.codePoints().map(c -> isSurrogate(c) ? REPLACEMENT : c).toArray();
    return new String(points, 0, points.length);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
