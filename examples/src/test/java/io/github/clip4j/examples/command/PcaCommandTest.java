package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcaCommandTest {
  @TempDir private Path directory;
  private Path rows;
  private Path out;

  @BeforeEach
  void writeRows() throws IOException {
    rows = directory.resolve("x.npy");
    out = directory.resolve("out");
    NpyArray.of(new float[] {-3, 0, 1, 3, 0, 1, 0, -1, 1, 0, 1, 1}, 4, 3).write(rows);
  }

  private CommandRun pca(String components, String... flags) {
    String[] args = {
      "pca", "--in", rows.toString(), "--components", components, "--out", out.toString()
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + flags.length);
    System.arraycopy(flags, 0, all, args.length, flags.length);
    return CommandRun.of(all);
  }

  private NpyArray result(String name) throws IOException {
    NpyArray array = NpyArray.read(out.resolve(name));
    assertThat(array.type()).isEqualTo("<f4");
    return array;
  }

  @Test
  void anIntegerIsACountOfComponents() throws IOException {
    assertThat(pca("2")).isEqualTo(new CommandRun(0, "", ""));

    assertThat(result("mean.npy").toFloats()).containsExactly(0, 0, 1);
    assertThat(result("components.npy").shape()).containsExactly(2, 3);
    assertThat(result("components.npy").toFloats()).containsExactly(1, 0, 0, 0, 1, 0);
    assertThat(result("explained_variance.npy").toFloats()).containsExactly(6, 2 / 3f);
    assertThat(result("explained_variance_ratio.npy").toFloats()).containsExactly(0.9f, 0.1f);
    assertThat(result("singular_values.npy").toFloats())
        .containsExactly((float) Math.sqrt(18), (float) Math.sqrt(2));
    assertThat(result("transformed.npy").toFloats()).containsExactly(-3, 0, 3, 0, 0, -1, 0, 1);
  }

  @Test
  void aNumberWithAPointIsAFractionOfTheVariance() throws IOException {
    assertThat(pca("0.8").status()).isZero();

    assertThat(result("components.npy").shape()).containsExactly(1, 3);
    assertThat(result("transformed.npy").shape()).containsExactly(4, 1);
  }

  @Test
  void whitenedComponentsHaveUnitVariance() throws IOException {
    assertThat(pca("1", "--whiten").status()).isZero();

    assertThat(result("transformed.npy").toFloats()[1]).isEqualTo((float) (3 / Math.sqrt(6)));
  }

  @Test
  void tooManyComponentsAreRefusedAndOldResultsStay() throws IOException {
    pca("2");
    byte[] before = Files.readAllBytes(out.resolve("mean.npy"));

    CommandRun run = pca("5");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("5");
    assertThat(out.resolve("mean.npy")).hasBinaryContent(before);
    assertThat(out.resolve("components.npy")).exists();
  }
}
