package io.github.clip4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.HubException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.HubCache;
import io.github.clip4j.model.HubId;
import io.github.clip4j.model.OpenedModel;
import io.github.clip4j.model.ReferenceModels;
import io.github.clip4j.web.TestRetries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelHubTest {

  private static final String PINNED = FakeHub.ID + "@" + FakeHub.COMMIT;

  private static final String TREE = "/api/models/owner/clip/tree/" + FakeHub.COMMIT;

  @TempDir private Path cache;

  private final FakeHub server = new FakeHub();

  @AfterEach
  void stop() {
    server.close();
  }

  private ModelHub hub() {
    return hub(server.settings(cache));
  }

  private static ModelHub hub(HubSettings settings) {
    return new ModelHub(settings, TestRetries.immediate());
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(path -> !Files.isDirectory(path))
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aPulledModelIsLoadedByItsId() throws IOException {
    server.withDirectory(ReferenceModels.assemble("tinyclip-split", cache.resolve("source")));

    PulledModel pulled = hub().pull(FakeHub.ID);

    assertThat(pulled.id()).hasToString(PINNED);
    Path found = new HubCache(cache).find(HubId.of(FakeHub.ID).orElseThrow()).orElseThrow();
    assertThat(pulled.directory().path()).isEqualTo(found);
    try (OpenedModel model = pulled.directory().open()) {
      assertThat(model.imageEncoder().dimension()).isPositive();
    }
  }

  @Test
  void theCacheHasTheLayoutOfTheHubsOwnClient() throws IOException {
    server.withModel(5000);

    hub().pull(FakeHub.ID);

    Path repository = cache.resolve("models--owner--clip");
    Path snapshot = repository.resolve("snapshots").resolve(FakeHub.COMMIT);
    assertThat(files(snapshot))
        .containsExactly(
            "config.json",
            "onnx/text_model.onnx",
            "onnx/vision_model.onnx",
            "preprocessor_config.json",
            "tokenizer.json");
    for (String file : files(snapshot)) {
      String up = "../".repeat(2 + (int) file.chars().filter(c -> c == '/').count());
      assertThat(Files.readSymbolicLink(snapshot.resolve(file)))
          .isEqualTo(Path.of(up + "blobs/" + server.digest(file)));
      assertThat(snapshot.resolve(file)).hasBinaryContent(server.file(file));
    }
    assertThat(repository.resolve("refs/main")).hasContent(FakeHub.COMMIT);
    assertThat(files(repository.resolve("blobs"))).noneMatch(name -> name.endsWith("incomplete"));
    assertThat(files(cache.resolve(".locks/models--owner--clip")))
        .contains(server.digest("onnx/text_model.onnx") + ".lock");
  }

  @Test
  void nothingIsFetchedTwice() {
    server.withModel(5000);
    hub().pull(FakeHub.ID);
    int requests = server.fetched().size();

    hub().pull(FakeHub.ID);
    hub().pull(PINNED);

    assertThat(requests).isEqualTo(5);
    assertThat(server.fetched()).hasSize(requests);
  }

  @Test
  void whatAnotherClientFetchedIsTaken() throws IOException {
    server.withModel(5000);
    Path repository = cache.resolve("models--owner--clip");
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    String graph = "onnx/vision_model.onnx";
    Files.write(blobs.resolve(server.digest(graph)), server.file(graph));
    Path snapshot =
        Files.createDirectories(repository.resolve("snapshots").resolve(FakeHub.COMMIT));
    Files.write(blobs.resolve(server.digest("config.json")), server.file("config.json"));
    Files.createSymbolicLink(
        snapshot.resolve("config.json"),
        Path.of("../../blobs").resolve(server.digest("config.json")));

    hub().pull(FakeHub.ID);

    assertThat(server.fetched())
        .containsExactlyInAnyOrder(
            "preprocessor_config.json", "tokenizer.json", "onnx/text_model.onnx");
    assertThat(snapshot.resolve(graph)).hasBinaryContent(server.file(graph));
  }

  @Test
  void aVariantIsPulledBySuffix() throws IOException {
    server.withModel(5000);

    PulledModel model = hub().pull(PINNED, PullOptions.standard().withVariant("quantized"));

    assertThat(files(model.directory().path()))
        .contains("onnx/text_model_quantized.onnx", "onnx/vision_model_quantized.onnx")
        .doesNotContain("onnx/text_model.onnx", "onnx/model.onnx");
    assertThatThrownBy(() -> hub().pull(PINNED, PullOptions.standard().withVariant("fp16")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("variant fp16")
        .hasMessageContaining("quantized");
  }

  @Test
  void aJointGraphIsPulledWhereThereAreNoTowers() throws IOException {
    server
        .with("config.json", "{}")
        .with("preprocessor_config.json", "{}")
        .with("tokenizer.json", "{}")
        .with("model.onnx", FakeHub.graph(5000, 1));

    assertThat(files(hub().pull(FakeHub.ID).directory().path())).contains("model.onnx");
  }

  @Test
  void theWeightsThatAGraphRefersToArePulled() throws IOException {
    server
        .withModel(5000)
        .with("onnx/text_model.onnx", FakeHub.graphWithWeights("text_model.onnx_data"))
        .with("onnx/text_model.onnx_data", new byte[6000])
        .with("onnx/vision_model.onnx", FakeHub.graphWithWeights("weights/of_the_tower"))
        .with("onnx/weights/of_the_tower", new byte[7000])
        .with("onnx/model.onnx_data", new byte[8000]);

    assertThat(files(hub().pull(FakeHub.ID).directory().path()))
        .contains("onnx/text_model.onnx_data", "onnx/weights/of_the_tower")
        .doesNotContain("onnx/model.onnx_data");
  }

  @Test
  void weightsOutsideTheRepositoryAreRefused() {
    server
        .withModel(5000)
        .with("onnx/text_model.onnx", FakeHub.graphWithWeights("../../../../etc/passwd"));

    assertThatThrownBy(() -> hub().pull(FakeHub.ID))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("../../../../etc/passwd");
  }

  @Test
  void aRepositoryWithoutAModelIsRefusedWithWhatItHas() {
    server.with("pytorch_model.bin", new byte[5000]).with("config.json", "{}");

    assertThatThrownBy(() -> hub().pull(FakeHub.ID))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("vision_model.onnx")
        .hasMessageContaining("[config.json, pytorch_model.bin]");
    assertThat(server.fetched()).isEmpty();
  }

  @Test
  void progressCountsTheBytesOfAllFiles() {
    server.withModel(200_000);
    List<DownloadProgress> seen = new ArrayList<>();

    hub().pull(FakeHub.ID, PullOptions.standard().withProgress(seen::add));

    DownloadProgress last = seen.get(seen.size() - 1);
    assertThat(last.done()).isEqualTo(last.total()).isGreaterThan(400_000);
    assertThat(seen).extracting(DownloadProgress::done).isSorted();
    assertThat(seen).extracting(DownloadProgress::file).contains("tokenizer.json");
  }

  @Test
  void withoutLinksTheFilesAreInTheSnapshot() throws IOException {
    server.withModel(5000);
    HubSettings plain =
        HubSettings.of(
                java.util.Map.of(
                    "HF_ENDPOINT", server.endpoint().toString(), "HF_HUB_DISABLE_SYMLINKS", "1"),
                cache)
            .withCache(cache);

    Path snapshot = hub(plain).pull(FakeHub.ID).directory().path();
    hub(plain).pull(FakeHub.ID);

    assertThat(snapshot.resolve("config.json"))
        .matches(file -> !Files.isSymbolicLink(file))
        .hasBinaryContent(server.file("config.json"));
    assertThat(server.fetched()).hasSize(5);
  }

  @Test
  void offlineNoSocketIsOpened() {
    server.withModel(5000);
    hub().pull(FakeHub.ID);
    int requests = server.seen().size();
    HubSettings offline = server.settings(cache).withOffline(true);

    assertThat(hub(offline).pull(FakeHub.ID).id()).hasToString(PINNED);
    assertThat(hub(offline).pull(PINNED).id()).hasToString(PINNED);
    assertThatThrownBy(() -> hub(offline).pull("owner/other"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("HF_HUB_OFFLINE")
        .hasMessageContaining("owner/other");
    assertThat(server.seen()).hasSize(requests);
  }

  @Test
  void offlineAHalfModelIsNamed() throws IOException {
    server
        .withModel(5000)
        .with("onnx/text_model.onnx", FakeHub.graphWithWeights("text_model.onnx_data"))
        .with("onnx/text_model.onnx_data", new byte[6000]);
    Path snapshot = hub().pull(FakeHub.ID).directory().path();
    Files.delete(snapshot.resolve("onnx/text_model.onnx_data"));

    assertThatThrownBy(() -> hub(server.settings(cache).withOffline(true)).pull(FakeHub.ID))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("onnx/text_model.onnx_data, which text_model.onnx needs beside it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "clip", "../x/y", "owner/clip@../main", "https://host/owner/clip"})
  void whatIsNoIdIsAWrongCall(String id) {
    assertThatThrownBy(() -> hub().pull(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("owner/name@revision");
    assertThat(server.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escape",
        "a/../../escape",
        "/etc/passwd",
        "onnx\\text_model.onnx",
        "C:/windows",
        "a//b",
        "./a",
        "..",
        "line\nbreak"
      })
  void aListingWithANameThatLeavesTheSnapshotIsRefused(String name) {
    server.withModel(5000).with(name, "evil");

    assertThatThrownBy(() -> hub().pull(FakeHub.ID))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("nothing is downloaded");
    assertThat(server.fetched()).isEmpty();
    assertThat(cache).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models--owner--clip",
        "models--owner--clip/blobs",
        "models--owner--clip/snapshots",
        "models--owner--clip/snapshots/" + FakeHub.COMMIT,
        ".locks"
      })
  void directoriesThatLeadOutOfTheCacheAreRefused(String link, @TempDir Path elsewhere)
      throws IOException {
    server.withModel(5000);
    Path place = cache.resolve(link);
    Files.createDirectories(place.resolveSibling(""));
    Files.createSymbolicLink(place, elsewhere);

    assertThatThrownBy(() -> hub().pull(FakeHub.ID))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("leads out of it");
    assertThat(files(elsewhere)).isEmpty();
  }

  @Test
  void aFileThatLeadsOutOfTheCacheIsRefused(@TempDir Path elsewhere) throws IOException {
    server.withModel(5000);
    Path snapshot =
        Files.createDirectories(
            cache.resolve("models--owner--clip/snapshots").resolve(FakeHub.COMMIT));
    Path secret = Files.write(elsewhere.resolve("secret"), server.file("config.json"));
    Files.createSymbolicLink(snapshot.resolve("config.json"), secret);

    assertThatThrownBy(() -> hub().pull(FakeHub.ID))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("config.json leads out of it");
  }

  private void firstPage(String next) {
    server
        .withModel(5000)
        .next(
            TREE,
            exchange -> {
              exchange.getResponseHeaders().add("Link", "<" + next + ">; rel=\"next\"");
              FakeHub.content("[]".getBytes(StandardCharsets.UTF_8)).handle(exchange);
            });
  }

  @Test
  void anAddressOfTheNextPageThatIsNoneIsRefused() {
    firstPage(server.endpoint() + "/no address%zz");

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected the next page of files, found no address of it");
  }

  @Test
  void aNameThatThisSystemDoesNotHaveIsPassedOver() {
    String entry = "{'type':'file','path':'\\ud800.md','size':1,'oid':'" + "0".repeat(40) + "'}";
    server
        .withModel(5000)
        .next(
            TREE,
            exchange -> {
              String next = server.endpoint() + TREE + "?recursive=true&cursor=2";
              exchange.getResponseHeaders().add("Link", "<" + next + ">; rel=\"next\"");
              String page = "[" + entry.replace('\'', '"') + "]";
              FakeHub.content(page.getBytes(StandardCharsets.UTF_8)).handle(exchange);
            });

    hub().pull(PINNED);

    assertThat(server.fetched()).hasSize(5);
  }

  @Test
  void allPagesOfAListAreRead() {
    firstPage(server.endpoint() + TREE + "?recursive=true&cursor=2");

    hub().pull(PINNED);

    assertThat(server.fetched()).hasSize(5);
    assertThat(server.seen()).filteredOn(seen -> seen.path().equals(TREE)).hasSize(2);
  }

  @Test
  void aListDoesNotGoOnElsewhere() {
    firstPage(server.storageAddress() + TREE);

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("found it elsewhere");
  }

  @Test
  void whatIsNoHubIsSaid() {
    server
        .withModel(5000)
        .next(TREE, FakeHub.content("<html>Log in</html>".getBytes(StandardCharsets.UTF_8)))
        .next(TREE, FakeHub.content("{\"error\":7}".getBytes(StandardCharsets.UTF_8)));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> hub().pull(PINNED))
          .isInstanceOf(HubException.class)
          .hasMessageContaining(server.endpoint().toString())
          .hasMessageContaining("found something else");
    }
  }

  @Test
  void aCommitThatIsNoneIsRefused() {
    server
        .withModel(5000)
        .next(
            "/api/models/owner/clip/revision/main",
            FakeHub.content("{\"sha\":\"../../etc\"}".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> hub().pull(FakeHub.ID))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected the commit of owner/clip");
  }

  @Test
  void aTagIsRememberedByItsName() throws IOException {
    server.withModel(5000);
    hub().pull(FakeHub.ID + "@v1");

    assertThat(cache.resolve("models--owner--clip/refs/v1")).hasContent(FakeHub.COMMIT);
    assertThat(new HubCache(cache).find(HubId.of(FakeHub.ID + "@v1").orElseThrow())).isPresent();
    assertThat(new HubCache(cache).find(HubId.of(FakeHub.ID).orElseThrow()))
        .isEqualTo(Optional.empty());
  }
}
