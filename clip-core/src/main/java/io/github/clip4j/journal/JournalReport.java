package io.github.clip4j.journal;

import java.util.List;

/**
 * What a run with a journal found in it, and what it had to do.
 *
 * @param reused the images whose vectors came from the journal
 * @param embedded the images that were encoded in this run
 * @param failed the images that could not be read
 * @param changed the names of images that were embedded again since they had changed
 * @param dropped the names of images in the journal that are not among the images any more
 */
public record JournalReport(
    int reused, int embedded, int failed, List<String> changed, List<String> dropped) {
  /**
   * Keeps copies of the lists.
   *
   * @param reused at least 0
   * @param embedded at least 0
   * @param failed at least 0
   * @param changed in the order of the images
   * @param dropped in the order of the journal
   */
  public JournalReport {
    changed = List.copyOf(changed);
    dropped = List.copyOf(dropped);
  }
}
