package io.github.clip4j.text;

import java.util.Arrays;
import java.util.List;

/** Texts of one batch as rows of equal length: ids, and a mask that tells tokens from padding. */
public final class TokenBatch {

  private final int[][] ids;
  private final int[][] attentionMask;

  TokenBatch(List<TokenizedText> texts, int length, int padId, boolean padsLeft) {
    ids = new int[texts.size()][length];
    attentionMask = new int[texts.size()][length];
    for (int i = 0; i < ids.length; i++) {
      TokenizedText text = texts.get(i);
      int start = padsLeft ? length - text.length() : 0;
      Arrays.fill(ids[i], padId);
      text.copyTo(ids[i], start);
      Arrays.fill(attentionMask[i], start, start + text.length(), 1);
    }
  }

  /** {@return a copy of the ids, {@code [texts, length]}} */
  public int[][] ids() {
    return copy(ids);
  }

  /** {@return a copy of the mask, {@code [texts, length]}: 1 for a token, 0 for padding} */
  public int[][] attentionMask() {
    return copy(attentionMask);
  }

  private static int[][] copy(int[][] rows) {
    return Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new);
  }
}
