package io.github.clip4j.text;

/** What happens to a text that has more tokens than the model takes. */
public enum LongTexts {
  /** Its end is cut, as {@code truncation=True} does in Python, and the cut is reported. */
  TRUNCATE,
  /** The call fails with a {@link io.github.clip4j.error.TextException} before anything is run. */
  FAIL
}
