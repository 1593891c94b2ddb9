package io.github.clip4j.hub;

import io.github.clip4j.error.HubException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a repository, as the hub describes it.
 *
 * @param name its path, with {@code /}; it never leaves the repository
 * @param size in bytes, where the hub says
 * @param digest of its content, where the hub says
 */
record RemoteFile(String name, OptionalLong size, Optional<ContentDigest> digest) {

  RemoteFile {
    checkName(name);
  }

  /** Refuses what could be written outside the snapshot, on any operating system. */
  static void checkName(String name) {
    boolean plain =
        !name.isEmpty() && name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':');
    if (!plain || List.of(name.split("/", -1)).stream().anyMatch(RemoteFile::leads)) {
      throw new HubException(
          "expected the hub to list files by their paths in the repository, found \""
              + name.replaceAll("\\p{Cntrl}", "?")
              + "\"; nothing is downloaded from a listing with such a name");
    }
  }

  private static boolean leads(String part) {
    return part.isEmpty() || part.equals(".") || part.equals("..");
  }
}
