package io.github.clip4j.linalg;

import io.github.clip4j.linalg.CosineSearch.Match;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/** The best matches of each query so far. */
final class TopMatches implements CosineScan.Collector {
  private final int k;
  private final List<PriorityQueue<Match>> worstFirst;

  TopMatches(int queries, int k) {
    this.k = k;
    this.worstFirst = new ArrayList<>(queries);
    for (int query = 0; query < queries; query++) {
      worstFirst.add(new PriorityQueue<>(Collections.reverseOrder()));
    }
  }

  @Override
  public float bar(int query) {
    PriorityQueue<Match> matches = worstFirst.get(query);
    return matches.size() < k ? Float.NEGATIVE_INFINITY : matches.element().cosine();
  }

  @Override
  public void take(int query, int row, float cosine) {
    PriorityQueue<Match> matches = worstFirst.get(query);
    matches.add(new Match(row, cosine));
    if (matches.size() > k) {
      matches.remove();
    }
  }

  /** The best of all threads, best first. */
  static List<Match> join(List<TopMatches> tops, int query, int k) {
    return tops.stream()
        .flatMap(top -> top.worstFirst.get(query).stream())
        .sorted()
        .limit(k)
        .toList();
  }
}
