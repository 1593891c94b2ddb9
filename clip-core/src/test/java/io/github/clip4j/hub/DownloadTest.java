package io.github.clip4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.clip4j.error.HubException;
import io.github.clip4j.web.TestRetries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the way, and what becomes of it. */
class DownloadTest {

  private static final String GRAPH = "onnx/text_model.onnx";
  private static final String STORED = FakeHub.stored(GRAPH);
  private static final String TREE = "/api/models/owner/clip/tree/" + FakeHub.COMMIT;
  private static final String PINNED = FakeHub.ID + "@" + FakeHub.COMMIT;

  @TempDir private Path cache;

  private final FakeHub server = new FakeHub().withModel(50_000);
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  private HubSettings settings() {
    return server.settings(cache).withPatience(Duration.ofSeconds(1));
  }

  private ModelHub hub() {
    return new ModelHub(settings(), TestRetries.noting(waits));
  }

  private Path snapshot() {
    return cache.resolve("models--owner--clip/snapshots").resolve(FakeHub.COMMIT);
  }

  private Path partial() {
    return cache
        .resolve("models--owner--clip/blobs")
        .resolve(server.digest(GRAPH) + ".clip4j.incomplete");
  }

  private List<String> ranges() {
    return server.seen().stream()
        .filter(seen -> seen.path().equals(STORED))
        .map(seen -> seen.header("Range"))
        .toList();
  }

  private void assertGraphIsRight() {
    assertThat(snapshot().resolve(GRAPH)).hasBinaryContent(server.file(GRAPH));
    assertThat(partial()).doesNotExist();
  }

  @Test
  void aCutIsContinuedWhereItWas() {
    server.next(STORED, server.cut(GRAPH, 20_000)).next(STORED, server.cut(GRAPH, 0));

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("", "bytes=20000-", "bytes=20000-");
    assertGraphIsRight();
  }

  @Test
  void aCutIsContinuedOnlyIfTheFileIsStillTheSame() {
    server.next(
        STORED,
        exchange -> {
          exchange.getResponseHeaders().add("ETag", "\"stored-of-then\"");
          server.cut(GRAPH, 20_000).handle(exchange);
        });

    hub().pull(PINNED);

    assertThat(server.seen().stream().filter(s -> s.path().equals(STORED)).toList())
        .last()
        .satisfies(seen -> assertThat(seen.header("If-range")).isEqualTo("\"stored-of-then\""));
    assertGraphIsRight();
  }

  @Test
  void aServerWithoutRangesIsAskedForTheWholeFileAgain() {
    server.withoutRanges().next(STORED, server.cut(GRAPH, 20_000));

    hub().pull(PINNED);

    assertGraphIsRight();
  }

  @Test
  void whatAnEarlierProcessLeftIsContinued() throws IOException {
    leave(30_000, server.file(GRAPH));

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("bytes=30000-");
    assertGraphIsRight();
  }

  @Test
  void whatAnEarlierProcessLeftWrongIsFetchedAgain() throws IOException {
    leave(30_000, new byte[50_000]);

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("bytes=30000-", "");
    assertGraphIsRight();
  }

  @Test
  void whatAnEarlierProcessLeftTooLongIsFetchedAgain() throws IOException {
    leave(60_000, new byte[60_000]);

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("");
    assertGraphIsRight();
  }

  private void leave(int bytes, byte[] content) throws IOException {
    Files.createDirectories(partial().resolveSibling(""));
    Files.write(partial(), java.util.Arrays.copyOf(content, bytes));
  }

  @Test
  void anotherRangeThanAskedForIsNotTaken() {
    server
        .next(STORED, server.cut(GRAPH, 20_000))
        .next(
            STORED,
            exchange -> {
              exchange.getResponseHeaders().add("Content-Range", "bytes 0-50004/50005");
              exchange.sendResponseHeaders(206, 50_005);
            });

    hub().pull(PINNED);

    assertGraphIsRight();
  }

  @Test
  void aStalledTransferIsGivenUpAndContinued() {
    server.next(STORED, server.stall(GRAPH, 20_000));

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("", "bytes=20000-");
    assertGraphIsRight();
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() {
    ModelHub impatient =
        new ModelHub(
            server.settings(cache).withPatience(Duration.ofMillis(200)), TestRetries.noting(waits));
    for (int i = 0; i < 6; i++) {
      server.next(TREE, FakeHub.silence());
    }

    assertThatThrownBy(() -> impatient.pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessage("cannot fetch " + PINNED + ": no answer within 0.2 s");
    assertThat(waits).hasSize(5);
  }

  @Test
  void aTransferThatAlwaysBreaksOffIsGivenUpAndKept() throws IOException {
    server.next(STORED, server.cut(GRAPH, 20_000));
    for (int i = 0; i < 6; i++) {
      server.next(STORED, server.cut(GRAPH, 0));
    }

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("cannot fetch " + PINNED);
    assertThat(Files.size(partial())).isEqualTo(20_000);
    assertThat(snapshot().resolve(GRAPH)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 408})
  void whatMayPassIsTriedAgainAfterWaitsThatDouble(int status) {
    for (int i = 0; i < 3; i++) {
      server.next(STORED, FakeHub.status(status));
    }

    hub().pull(PINNED);

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertGraphIsRight();
  }

  @Test
  void aServerThatSaysWhenIsAskedThen() {
    server
        .next(STORED, FakeHub.status(503, "Retry-After", "7"))
        .next(STORED, FakeHub.status(429, "Retry-After", "Tue, 24 Nov 2026 06:01:30 GMT"));

    hub().pull(PINNED);

    assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(90));
  }

  @Test
  void aServerThatAsksForTooLongIsGivenUp() {
    server.next(TREE, FakeHub.status(429, "Retry-After", "86400"));

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("asks to wait 86400 s");
    assertThat(waits).isEmpty();
  }

  @Test
  void refusalsAreExplainedAndNotTriedAgain() {
    server
        .next(TREE, FakeHub.status(401))
        .next(TREE, FakeHub.status(403))
        .next(TREE, FakeHub.status(404));

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("no token is set (HF_TOKEN)");
    assertThatThrownBy(
            () ->
                new ModelHub(settings().withToken("hf_secret"), TestRetries.noting(waits))
                    .pull(PINNED))
        .hasMessageContaining("403")
        .hasMessageContaining("the token that is set does not open it")
        .hasMessageNotContaining("hf_secret");
    assertThatThrownBy(() -> hub().pull(PINNED))
        .hasMessageContaining("404")
        .hasMessageContaining("no such repository, revision or file");
    assertThat(waits).isEmpty();
  }

  @Test
  void anotherLengthThanListedIsRefused() {
    server.next(STORED, FakeHub.content(new byte[60_000]));

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected 50005 bytes of " + GRAPH)
        .hasMessageContaining("60000");
    assertThat(snapshot().resolve(GRAPH)).doesNotExist();
  }

  @Test
  void moreThanListedIsRefusedWithoutALength() {
    server.next(
        STORED,
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // chunked
          exchange.getResponseBody().write(new byte[60_000]);
        });

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected 50005 bytes of " + GRAPH + ", but the server sends more");
  }

  @Test
  void lessThanListedWithoutALengthIsACut() {
    server.next(
        STORED,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(server.file(GRAPH), 0, 20_000);
          exchange.getResponseBody().close();
        });

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("", "bytes=20000-");
    assertGraphIsRight();
  }

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, "tokenizer.json"})
  void anotherDigestThanListedIsRefusedAndThrownAway(String file) throws IOException {
    byte[] other = server.file(file).clone();
    other[other.length - 1] ^= 1;
    String address = file.equals(GRAPH) ? STORED : FakeHub.resolve(file);
    server.next(address, FakeHub.content(other));

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected " + file)
        .hasMessageContaining(server.digest(file))
        .hasMessageContaining("thrown away");
    assertThat(snapshot().resolve(file)).doesNotExist();
    try (Stream<Path> blobs = Files.list(partial().resolveSibling(""))) {
      assertThat(blobs).noneMatch(blob -> blob.toString().contains(server.digest(file)));
    }
  }

  @Test
  void aDamagedBlobIsReplaced() throws IOException {
    hub().pull(PINNED);
    Path blob = snapshot().resolve(GRAPH).toRealPath();
    Files.write(blob, new byte[100]);

    hub().pull(PINNED);

    assertThat(ranges()).containsExactly("", "");
    assertGraphIsRight();
  }

  private static JsonObject withoutDigest(JsonObject entry) {
    entry.remove("oid");
    entry.remove("lfs");
    return entry;
  }

  @Test
  void digestsThatTheListLacksAreTakenFromTheFilesOwnHeaders() {
    server.listing(DownloadTest::withoutDigest);

    hub().pull(PINNED);

    assertGraphIsRight();
    assertThat(server.seen()).filteredOn(seen -> seen.method().equals("HEAD")).hasSize(5);
    assertThat(server.seen())
        .filteredOn(seen -> seen.method().equals("HEAD"))
        .noneMatch(seen -> seen.path().startsWith("/storage"));
  }

  @Test
  void aFileWithoutAnyDigestIsRefusedUnlessOneIsPinned() {
    server.listing(DownloadTest::withoutDigest);
    String config = FakeHub.resolve("config.json");
    server.next(config, FakeHub.status(200, "ETag", "\"a-mirrors-own\""));
    server.next(config, FakeHub.status(200, "ETag", "\"a-mirrors-own\""));
    server.next(config, FakeHub.content(server.file("config.json")));

    assertThatThrownBy(() -> hub().pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected a digest of config.json")
        .hasMessageContaining("pin its SHA-256");

    hub()
        .pull(
            PINNED,
            PullOptions.standard().pin("config.json", FakeHub.sha256(server.file("config.json"))));
    assertThat(snapshot().resolve("config.json")).hasBinaryContent(server.file("config.json"));
  }

  @Test
  void aPinnedDigestGoesBeforeTheHubs() {
    String wrong = "00".repeat(32);

    assertThatThrownBy(() -> hub().pull(PINNED, PullOptions.standard().pin(GRAPH, wrong)))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("pinned SHA-256 " + wrong);
    assertThatThrownBy(() -> hub().pull(PINNED, PullOptions.standard().pin("config.json", wrong)))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected config.json");
    assertThatThrownBy(() -> hub().pull(PINNED, PullOptions.standard().pin("missing", wrong)))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> PullOptions.standard().pin("config.json", "12"))
        .isInstanceOf(IllegalArgumentException.class);
    hub().pull(PINNED, PullOptions.standard().pin(GRAPH, FakeHub.sha256(server.file(GRAPH))));
    assertGraphIsRight();
  }

  @Test
  void theTokenGoesToTheHubAndNowhereElse() {
    new ModelHub(settings().withToken("hf_secret"), TestRetries.noting(waits)).pull(PINNED);

    assertThat(server.seen()).anyMatch(seen -> seen.path().startsWith("/storage"));
    assertThat(server.seen())
        .allSatisfy(
            seen ->
                assertThat(seen.header("Authorization"))
                    .isEqualTo(seen.path().startsWith("/storage") ? "" : "Bearer hf_secret"));
  }

  @Test
  void anInterruptEndsAPullAndKeepsWhatCame() throws Exception {
    server.next(STORED, server.stall(GRAPH, 20_000));
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    ModelHub patient =
        new ModelHub(
            server.settings(cache).withPatience(Duration.ofMinutes(1)), TestRetries.noting(waits));
    Thread puller =
        new Thread(
            () -> {
              try {
                patient.pull(PINNED);
              } catch (RuntimeException e) {
                thrown.add(e);
              }
            });
    puller.start();
    while (!Files.exists(partial()) || Files.size(partial()) < 20_000) {
      Thread.sleep(10);
    }

    puller.interrupt();
    puller.join(10_000);

    assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
    assertThat(Files.size(partial())).isEqualTo(20_000);
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(cache.resolve("occupied"), "a file, not a directory");
    ModelHub hub = new ModelHub(settings().withCache(file), TestRetries.noting(waits));

    assertThatThrownBy(() -> hub.pull(PINNED))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("occupied");
    assertThat(waits).isEmpty();
  }
}
