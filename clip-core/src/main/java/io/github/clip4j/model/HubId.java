package io.github.clip4j.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository of the Hugging Face hub and, where it is named, a revision of it: {@code owner/name}
 * or {@code owner/name@revision}.
 *
 * @param owner a user or an organisation
 * @param name the repository
 * @param revision a commit, a branch or a tag
 */
public record HubId(String owner, String name, Optional<String> revision) {

  private static final String FOLDER = "models--";
  private static final Pattern ID =
      Pattern.compile("([\\w-][\\w.-]*)/([\\w-][\\w.-]*)(?:@([\\w-][\\w./-]*))?");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /**
   * Reads an id.
   *
   * @param id such as {@code openai/clip-vit-base-patch32@main}
   * @return the id, or nothing if it is not one
   */
  public static Optional<HubId> of(String id) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches() || id.contains("..")) {
      return Optional.empty();
    }
    return Optional.of(
        new HubId(parts.group(1), parts.group(2), Optional.ofNullable(parts.group(3))));
  }

  /** The repository that a folder of the cache belongs to. */
  static Optional<HubId> ofFolder(String folder) {
    return folder.startsWith(FOLDER)
        ? of(folder.substring(FOLDER.length()).replaceFirst("--", "/"))
        : Optional.empty();
  }

  /**
   * {@return whether a revision is a whole commit id, which always means the same files}
   *
   * @param revision a revision
   */
  public static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  /**
   * {@return this repository at another revision}
   *
   * @param revision a commit, a branch or a tag
   */
  public HubId at(String revision) {
    return new HubId(owner, name, Optional.of(revision));
  }

  /** {@return the repository alone, {@code owner/name}} */
  public String repository() {
    return owner + "/" + name;
  }

  /** {@return what the cache calls the repository's folder, {@code models--owner--name}} */
  public String folder() {
    return FOLDER + owner + "--" + name;
  }

  /** {@return as {@link #of} reads it} */
  @Override
  public String toString() {
    return repository() + revision.map("@"::concat).orElse("");
  }
}
