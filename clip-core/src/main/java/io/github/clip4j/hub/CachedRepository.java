package io.github.clip4j.hub;

import io.github.clip4j.error.HubException;
import io.github.clip4j.model.HubCache;
import io.github.clip4j.model.HubId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository's folder in the cache, written as huggingface_hub does: {@code blobs} by digest,
 * {@code snapshots} by commit with relative links to the blobs, {@code refs} by branch.
 */
final class CachedRepository {

  private static final Logger LOG = LoggerFactory.getLogger(CachedRepository.class);

  private final HubCache cache;
  private final HubId id;
  private final boolean links;
  private final Path folder;

  CachedRepository(HubSettings settings, HubId id) {
    this.cache = new HubCache(settings.cache());
    this.id = id;
    this.links = settings.links();
    this.folder = settings.cache().resolve(id.folder());
  }

  Path blob(ContentDigest digest) {
    return folder.resolve("blobs").resolve(digest.hex());
  }

  /** Not the name that huggingface_hub uses: its locks do not keep us out, nor ours it. */
  Path partial(ContentDigest digest) {
    return folder.resolve("blobs").resolve(digest.hex() + ".clip4j.incomplete");
  }

  Path lock(ContentDigest digest) {
    return cache.root().resolve(".locks").resolve(id.folder()).resolve(digest.hex() + ".lock");
  }

  Path snapshot(String commit) {
    return folder.resolve("snapshots").resolve(commit);
  }

  Path file(String commit, String name) {
    return snapshot(commit).resolve(name);
  }

  /** Makes the directory of a file, and makes sure that it lies in the cache. */
  Path ready(Path file) throws IOException {
    Path directory = file.resolveSibling("");
    Files.createDirectories(cache.root());
    @Nullable Path existing = directory;
    while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    if (existing != null) {
      checkInside(existing);
    }
    Files.createDirectories(directory);
    return file;
  }

  /** Whatever links are on the way, what is written and what is read lies in the cache. */
  void checkInside(Path path) throws IOException {
    if (!path.toRealPath().startsWith(cache.root().toRealPath())) {
      throw new HubException(
          "expected links within the hub cache "
              + cache.root()
              + ", but "
              + path
              + " leads out of it");
    }
  }

  /** Whether a snapshot has a file of that size, or of any where it is not known. */
  boolean has(String commit, RemoteFile file) throws IOException {
    Path place = file(commit, file.name());
    if (!Files.isRegularFile(place)) {
      return false;
    }
    checkInside(place);
    return file.size().isEmpty() || Files.size(place) == file.size().getAsLong();
  }

  /** Puts a blob into a snapshot. */
  void link(Path blob, String commit, String name) throws IOException {
    Path place = ready(file(commit, name));
    if (links) {
      Path target = place.resolveSibling("").relativize(blob);
      try {
        replaceByLink(place, target);
        return;
      } catch (UnsupportedOperationException | FileSystemException e) {
        LOG.debug("no links in {}: {}", cache.root(), e.toString());
      }
    }
    Files.move(blob, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void replaceByLink(Path place, Path target) throws IOException {
    try {
      Files.createSymbolicLink(place, target);
    } catch (FileAlreadyExistsException e) {
      boolean same = Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(target);
      if (!same) {
        Files.delete(place);
        Files.createSymbolicLink(place, target);
      }
    }
  }

  /** Remembers which commit a branch or tag was, as the last step: what it names is complete. */
  void remember(HubId asked, String commit) throws IOException {
    String revision = asked.revision().orElse("main");
    Path reference = folder.resolve("refs").resolve(revision);
    if (revision.equals(commit)
        || (Files.isRegularFile(reference) && Files.readString(reference).equals(commit))) {
      return;
    }
    // Not createTempFile: others who share the cache may read references.
    Path fresh =
        ready(reference).resolveSibling(reference.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Files.writeString(fresh, commit);
    Files.move(fresh, reference, StandardCopyOption.ATOMIC_MOVE);
  }
}
