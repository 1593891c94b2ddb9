package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubCacheTest {

  private static final String COMMIT = "3d74acf9a28c67741b2f4f2ea7635f0aaf6f0268";

  @TempDir private Path root;

  private Path snapshot() throws IOException {
    Path repository = root.resolve("models--openai--clip-vit-base-patch32");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
    Path refs = Files.createDirectories(repository.resolve("refs"));
    Files.writeString(refs.resolve("main"), COMMIT + "\n");
    return snapshot;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@main", "@" + COMMIT})
  void aModelIsFoundByItsBranchOrCommit(String revision) throws IOException {
    Path snapshot = snapshot();
    assertThat(new HubCache(root).find("openai/clip-vit-base-patch32" + revision))
        .contains(snapshot);
  }

  @Test
  void whatIsNotCachedIsNotFound() throws IOException {
    snapshot();
    HubCache cache = new HubCache(root);
    assertThat(cache.find("openai/clip-vit-large-patch14")).isEmpty();
    assertThat(cache.find("openai/clip-vit-base-patch32@v2")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bundled", "a/b/c", "../x/y", "openai/..", "a/b@../../etc", "/etc/passwd"})
  void whatIsNoHubIdIsNotLookedUp(String model) {
    assertThat(HubCache.isId(model)).isFalse();
    assertThat(new HubCache(root).find(model)).isEmpty();
  }

  @Test
  void theCacheIsWhereTheHubsOwnClientPutsIt() {
    Path home = Path.of("home");
    assertThat(HubCache.of(Map.of("HF_HUB_CACHE", "h", "HF_HOME", "x"), home).root())
        .isEqualTo(Path.of("h"));
    assertThat(HubCache.of(Map.of("HF_HOME", "x"), home).root()).isEqualTo(Path.of("x", "hub"));
    assertThat(HubCache.of(Map.of("XDG_CACHE_HOME", "c"), home).root())
        .isEqualTo(Path.of("c", "huggingface", "hub"));
    assertThat(HubCache.of(Map.of("HF_HOME", " "), home).root())
        .isEqualTo(Path.of("home", ".cache", "huggingface", "hub"));
  }
}
