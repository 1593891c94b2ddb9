package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KMeansCommandTest {
  @TempDir private Path directory;
  private Path rows;
  private Path out;

  @BeforeEach
  void writeTwoPairs() throws IOException {
    rows = directory.resolve("x.npy");
    out = directory.resolve("out");
    NpyArray.of(new float[] {0, 0, 0, 2, 10, 0, 10, 2}, 4, 2).write(rows);
  }

  private CommandRun kmeans(String... more) {
    String[] args = {"kmeans", "--in", rows.toString(), "--out", out.toString()};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void theArraysAndTheSummaryDescribeTheClusters() throws IOException {
    assertThat(kmeans("--clusters", "2")).isEqualTo(new CommandRun(0, "", ""));

    NpyArray labels = NpyArray.read(out.resolve("labels.npy"));
    assertThat(labels.type()).isEqualTo("<i4");
    int[] of = labels.toInts();
    assertThat(of).hasSize(4);
    assertThat(of[0]).isEqualTo(of[1]).isNotEqualTo(of[2]);
    assertThat(of[2]).isEqualTo(of[3]);
    NpyArray centres = NpyArray.read(out.resolve("centers.npy"));
    assertThat(centres.type()).isEqualTo("<f4");
    assertThat(centres.shape()).containsExactly(2, 2);
    assertThat(centres.toMatrix().get(of[0], 1)).isEqualTo(1);
    NpyArray silhouette = NpyArray.read(out.resolve("silhouette.npy"));
    assertThat(silhouette.shape()).containsExactly(4);
    double next = (10 + Math.sqrt(104)) / 2;
    assertThat(silhouette.toDoubles()[0]).isCloseTo((next - 2) / next, within(1e-6));
    JsonObject summary =
        JsonParser.parseString(Files.readString(out.resolve("kmeans.json"))).getAsJsonObject();
    assertThat(summary.get("inertia").getAsDouble()).isEqualTo(4);
    assertThat(summary.get("iterations").getAsInt()).isPositive();
  }

  @Test
  void rowsOfFloat64AreReadToo() throws IOException {
    NpyArray.of(new double[] {0, 0, 0, 2, 10, 0, 10, 2}, 4, 2).write(rows);

    assertThat(kmeans("--clusters", "2").status()).isZero();
    assertThat(out.resolve("labels.npy")).exists();
  }

  @Test
  void oneClusterHasNoSilhouetteAndAnOldOneGoes() {
    kmeans("--clusters", "2");
    assertThat(out.resolve("silhouette.npy")).exists();

    assertThat(kmeans("--clusters", "1").status()).isZero();
    assertThat(out.resolve("silhouette.npy")).doesNotExist();
  }

  @Test
  void initialCentresDecideTheNumbersOfTheClusters() throws IOException {
    Path init = directory.resolve("c.npy");
    NpyArray.of(new float[] {10, 1, 0, 1}, 2, 2).write(init);

    assertThat(kmeans("--clusters", "2", "--init", init.toString()).status()).isZero();
    assertThat(NpyArray.read(out.resolve("labels.npy")).toInts()).containsExactly(1, 1, 0, 0);
  }

  @Test
  void initialCentresOfAnotherShapeAreRefused() throws IOException {
    Path init = directory.resolve("c.npy");
    NpyArray.of(new float[] {10, 1, 0}, 1, 3).write(init);

    CommandRun run = kmeans("--clusters", "2", "--init", init.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void moreClustersThanRowsAreRefused() {
    CommandRun run = kmeans("--clusters", "5");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("5").contains("4");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileThatIsNoArrayIsNamed() throws IOException {
    Files.writeString(rows, "not an array");

    CommandRun run = kmeans("--clusters", "2");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains(rows.toString());
  }

  @Test
  void rowsThatAreNotFiniteAreRefused() throws IOException {
    NpyArray.of(new float[] {0, Float.NaN, 0, 2}, 2, 2).write(rows);

    CommandRun run = kmeans("--clusters", "2");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
  }
}
