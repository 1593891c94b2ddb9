package io.github.clip4j.text;

import java.util.Arrays;

/** The token ids of one text, cut to the model's context, not padded. */
public final class TokenizedText {

  private final int[] ids;
  private final int untruncatedLength;

  TokenizedText(int[] ids, int untruncatedLength) {
    this.ids = ids;
    this.untruncatedLength = untruncatedLength;
  }

  /** {@return a copy of the ids, special tokens included} */
  public int[] ids() {
    return ids.clone();
  }

  /** {@return how many ids there are} */
  public int length() {
    return ids.length;
  }

  /** {@return how many ids the whole text has, special tokens included} */
  public int untruncatedLength() {
    return untruncatedLength;
  }

  /** {@return whether the text was longer than the model's context, so that its end is missing} */
  public boolean isTruncated() {
    return untruncatedLength > ids.length;
  }

  void copyTo(int[] row, int start) {
    System.arraycopy(ids, 0, row, start, ids.length);
  }

  @Override
  public String toString() {
    return Arrays.toString(ids) + (isTruncated() ? " of " + untruncatedLength : "");
  }
}
