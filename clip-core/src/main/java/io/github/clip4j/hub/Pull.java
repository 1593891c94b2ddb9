package io.github.clip4j.hub;

import io.github.clip4j.error.HubException;
import io.github.clip4j.model.HubId;
import io.github.clip4j.model.NeededFiles;
import io.github.clip4j.web.RetryPolicy;
import io.github.clip4j.web.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pull of one commit: what is needed, one file after the other. */
final class Pull {

  /** The holder of a lock may wait for a server that long without writing. */
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);

  private final HubSettings settings;
  private final HubApi api;
  private final RetryPolicy retries;
  private final HubId asked;
  private final String commit;
  private final PullOptions options;
  private final CachedRepository repository;
  private long done;
  private long total;

  Pull(
      HubSettings settings,
      HubApi api,
      RetryPolicy retries,
      HubId asked,
      String commit,
      PullOptions options) {
    this.settings = settings;
    this.api = api;
    this.retries = retries;
    this.asked = asked;
    this.commit = commit;
    this.options = options;
    this.repository = new CachedRepository(settings, asked);
  }

  void run() throws IOException {
    Map<String, RemoteFile> listed =
        api.files(asked, commit).stream()
            .collect(
                Collectors.toMap(
                    RemoteFile::name, Function.identity(), (a, b) -> b, LinkedHashMap::new));
    NeededFiles needed =
        NeededFiles.among(
            listed.keySet(), options.variant().stream().toList(), asked.at(commit).toString());
    checkPinsAreUsed(listed);
    fetchAll(
        Stream.concat(needed.configuration().stream(), needed.graphs().stream())
            .map(listed::get)
            .toList());
    for (String graph : needed.graphs()) {
      fetchAll(weights(graph, listed));
    }
    repository.remember(asked, commit);
  }

  private void checkPinsAreUsed(Map<String, RemoteFile> listed) {
    for (String pinned : options.pins().keySet()) {
      if (!listed.containsKey(pinned)) {
        throw new HubException(
            "a digest is pinned for " + pinned + ", but " + asked + " has no such file");
      }
    }
  }

  private List<RemoteFile> weights(String graph, Map<String, RemoteFile> listed) {
    List<RemoteFile> files = new ArrayList<>();
    for (String name : NeededFiles.weights(repository.snapshot(commit), graph)) {
      RemoteFile.checkName(name);
      RemoteFile file = listed.get(name);
      if (file == null) {
        throw new HubException(
            "expected " + name + ", the weights of " + graph + ", in " + asked + ", found none");
      }
      files.add(file);
    }
    return files;
  }

  private void fetchAll(List<RemoteFile> files) throws IOException {
    total += files.stream().mapToLong(file -> file.size().orElse(0)).sum();
    for (RemoteFile file : files) {
      if (!isThere(file)) {
        fetch(file);
      }
      done += Files.size(repository.file(commit, file.name()));
      options.onProgress().accept(new DownloadProgress(file.name(), done, total));
    }
  }

  private boolean isThere(RemoteFile file) throws IOException {
    if (!repository.has(commit, file)) {
      return false;
    }
    String pin = options.pins().get(file.name());
    if (pin != null) {
      checkPin(repository.file(commit, file.name()), file.name(), pin);
    }
    return true;
  }

  static void checkPin(Path place, String name, String pin) throws IOException {
    if (!Files.isRegularFile(place) || !ContentDigest.sha256(pin).matches(place)) {
      throw new HubException(
          "expected "
              + name
              + " with the pinned SHA-256 "
              + pin
              + ", but "
              + place
              + " is not that file; remove it to have it fetched again");
    }
  }

  private void fetch(RemoteFile listed) throws IOException {
    RemoteFile file = listed.digest().isPresent() ? listed : api.describe(asked, commit, listed);
    List<ContentDigest> expected = expected(file);
    ContentDigest name = expected.get(0);
    Path blob = repository.ready(repository.blob(name));
    Path partial = repository.partial(name);
    Path lock = repository.ready(repository.lock(name));
    BlobLock.holding(
        lock,
        partial,
        LOCK_PATIENCE,
        () -> {
          if (!repository.has(commit, file)) { // who held the lock may have fetched it
            if (!isWhole(blob, file, expected)) {
              download(file, partial, expected);
              Files.move(
                  partial,
                  blob,
                  StandardCopyOption.ATOMIC_MOVE,
                  StandardCopyOption.REPLACE_EXISTING);
            }
            repository.link(blob, commit, file.name());
          }
        });
  }

  private void download(RemoteFile file, Path partial, List<ContentDigest> expected)
      throws IOException {
    new BlobDownload(
            WebClient.shared(),
            api.request(api.address(asked, commit, file.name())),
            file,
            partial,
            bytes ->
                options.onProgress().accept(new DownloadProgress(file.name(), done + bytes, total)))
        .run(expected, retries);
  }

  /** What the content must have; the first names it in the cache. */
  private List<ContentDigest> expected(RemoteFile file) {
    Optional<ContentDigest> pinned =
        Optional.ofNullable(options.pins().get(file.name())).map(ContentDigest::sha256);
    Optional<ContentDigest> listed = file.digest();
    if (listed.isPresent()
        && pinned.isPresent()
        && listed.get().kind() == ContentDigest.Kind.SHA_256
        && !listed.equals(pinned)) {
      throw new HubException(
          "expected "
              + file.name()
              + " with the pinned "
              + pinned.get()
              + ", but the hub lists it"
              + " with "
              + listed.get());
    }
    List<ContentDigest> expected =
        Stream.concat(listed.stream(), pinned.stream()).distinct().toList();
    if (expected.isEmpty()) {
      throw new HubException(
          "expected a digest of "
              + file.name()
              + " from "
              + settings.endpoint()
              + ", found none; nothing is taken unchecked: pin its SHA-256 if you know it");
    }
    return expected;
  }

  private boolean isWhole(Path blob, RemoteFile file, List<ContentDigest> expected)
      throws IOException {
    if (!Files.isRegularFile(blob)) {
      return false;
    }
    repository.checkInside(blob);
    for (ContentDigest digest : expected) {
      if (!digest.matches(blob)) {
        return false;
      }
    }
    return file.size().isEmpty() || Files.size(blob) == file.size().getAsLong();
  }
}
