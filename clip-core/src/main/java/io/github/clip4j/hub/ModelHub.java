package io.github.clip4j.hub;

import io.github.clip4j.error.HubException;
import io.github.clip4j.model.HubCache;
import io.github.clip4j.model.HubId;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.NeededFiles;
import io.github.clip4j.web.RefusedException;
import io.github.clip4j.web.RetryPolicy;
import io.github.clip4j.web.WebClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Downloads models from the Hugging Face hub, or a mirror, into the cache that Hugging Face's own
 * tools use. What is there already, whoever fetched it, is not fetched again.
 *
 * <p>Only what loading needs is fetched: configuration, tokenizer, one graph of each tower (or the
 * joint one) and the weights they refer to. Each file's size and digest (SHA-256, or the id of
 * git's blob) must be what the hub lists, or what the caller pinned. A transfer that breaks off is
 * continued, by this process or a later one; several processes may pull at once.
 *
 * <p>A pull takes as long as the network does: it blocks, and an interrupt ends it. A hub may be
 * used by many threads.
 */
public final class ModelHub {

  private static final RetryPolicy RETRIES =
      RetryPolicy.of(5, Duration.ofSeconds(1), Duration.ofSeconds(16), Duration.ofMinutes(5));

  private final HubSettings settings;
  private final RetryPolicy retries;

  ModelHub(HubSettings settings, RetryPolicy retries) {
    this.settings = settings;
    this.retries = retries;
  }

  /** {@return the hub that the environment names, see {@link HubSettings#of}} */
  public static ModelHub ofEnvironment() {
    return of(HubSettings.ofEnvironment());
  }

  /**
   * A hub.
   *
   * @param settings where it is
   * @return the hub
   */
  public static ModelHub of(HubSettings settings) {
    return new ModelHub(settings, RETRIES);
  }

  /** {@return where it is} */
  public HubSettings settings() {
    return settings;
  }

  /**
   * Downloads what is missing of a model.
   *
   * @param id {@code owner/name@revision}, the revision best a commit, which always means the same
   *     files; without one, the branch {@code main} as it is now
   * @return the model; its id names the commit
   * @throws HubException if the hub cannot be reached, refuses, or serves what is not what it lists
   * @throws io.github.clip4j.error.ModelException if the repository holds no model that can be
   *     loaded; the message lists what is there
   * @throws IllegalArgumentException if the id is not one of the hub
   * @throws CancellationException if the thread is interrupted
   */
  public PulledModel pull(String id) {
    return pull(id, PullOptions.standard());
  }

  /**
   * As {@link #pull(String)}, with options.
   *
   * @param id {@code owner/name} or {@code owner/name@revision}
   * @param options which graphs, which digests, who watches
   * @return the model; its id names the commit
   */
  public PulledModel pull(String id, PullOptions options) {
    HubId asked =
        HubId.of(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected owner/name or owner/name@revision, got \"" + id + "\""));
    if (settings.offline()) {
      return cached(asked, options);
    }
    HubApi api = new HubApi(settings, client(asked), retries);
    try {
      String commit = api.commit(asked);
      new Pull(settings, api, retries, asked, commit, options).run();
      return pulled(asked, new CachedRepository(settings, asked).snapshot(commit));
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (IOException e) {
      throw api.explained(asked, e);
    }
  }

  private static WebClient client(HubId asked) {
    try {
      return WebClient.shared();
    } catch (RefusedException e) {
      throw new HubException("cannot fetch " + asked + ": " + e.getMessage(), e);
    }
  }

  /** What is in the cache, without any socket. */
  private PulledModel cached(HubId asked, PullOptions options) {
    Optional<Path> snapshot = new HubCache(settings.cache()).find(asked);
    Optional<String> missing =
        snapshot.isEmpty()
            ? Optional.of("there is no such snapshot")
            : NeededFiles.missing(snapshot.get(), options.variant().stream().toList());
    if (missing.isPresent()) {
      throw new HubException(
          "expected "
              + asked
              + " in "
              + settings.cache()
              + ", offline (HF_HUB_OFFLINE), but "
              + missing.get());
    }
    try {
      for (Map.Entry<String, String> pin : options.pins().entrySet()) {
        Pull.checkPin(snapshot.get().resolve(pin.getKey()), pin.getKey(), pin.getValue());
      }
    } catch (IOException e) {
      throw new HubException("cannot read " + snapshot.get() + ": " + e.getMessage(), e);
    }
    return pulled(asked, snapshot.get());
  }

  private static PulledModel pulled(HubId asked, Path snapshot) {
    return new PulledModel(
        asked.at(snapshot.getFileName().toString()), ModelDirectory.of(snapshot));
  }
}
