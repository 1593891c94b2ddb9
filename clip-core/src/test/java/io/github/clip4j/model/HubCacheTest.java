package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    assertThat(find("openai/clip-vit-base-patch32" + revision)).contains(snapshot);
  }

  @Test
  void whatIsNotCachedIsNotFound() throws IOException {
    snapshot();
    assertThat(find("openai/clip-vit-large-patch14")).isEmpty();
    assertThat(find("openai/clip-vit-base-patch32@v2")).isEmpty();
  }

  private Optional<Path> find(String id) {
    return new HubCache(root).find(HubId.of(id).orElseThrow());
  }

  @Test
  void linksThatLeaveTheCacheAreRefused(@TempDir Path elsewhere) throws IOException {
    Path snapshot = snapshot();
    Path blob = Files.createDirectories(root.resolve("blobs")).resolve("shared");
    Files.writeString(blob, "{}");
    Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../../blobs/shared"));
    assertThat(find("openai/clip-vit-base-patch32")).contains(snapshot);

    Path secret = Files.writeString(elsewhere.resolve("secret"), "{}");
    Files.createSymbolicLink(snapshot.resolve("tokenizer.json"), secret);

    assertThatThrownBy(() -> find("openai/clip-vit-base-patch32"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tokenizer.json leads out of it");
  }

  @Test
  void aReferenceThatLeavesTheSnapshotsIsRefused() throws IOException {
    Path refs = snapshot().resolve("../../refs").normalize();
    Files.writeString(refs.resolve("main"), "../../../../etc");
    assertThatThrownBy(() -> find("openai/clip-vit-base-patch32"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected a commit in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bundled", "a/b/c", "../x/y", "openai/..", "a/b@../../etc", "/etc/passwd"})
  void whatIsNoHubIdIsNotLookedUp(String model) {
    assertThat(HubId.of(model)).isEmpty();
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
    assertThat(HubCache.of(Map.of("HF_HOME", "~/hf"), home).root())
        .isEqualTo(Path.of("home", "hf", "hub"));
    assertThat(HubCache.of(Map.of("HF_HUB_CACHE", "$DATA/${WHO}", "DATA", "/d", "WHO", "w"), home))
        .isEqualTo(new HubCache(Path.of("/d/w")));
  }
}
