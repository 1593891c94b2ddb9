package io.github.clip4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.clip4j.model.ReferenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is changed of the process while DJL makes a tokenizer, and what is left of that. */
class DjlSwitchesTest {

  private static final List<String> SWITCHES =
      List.of(
          "OPT_OUT_TRACKING", "ai.djl.offline", "RUST_FLAVOR", "ENGINE_CACHE_DIR", "jna.tmpdir");

  @TempDir private Path directory;

  /** Properties that write down what is set in them. */
  private static final class Noting extends Properties {
    private static final long serialVersionUID = 1L;
    private final Map<String, String> set = new LinkedHashMap<>();

    @Override
    public synchronized Object setProperty(String key, String value) {
      set.put(key, value);
      return super.setProperty(key, value);
    }
  }

  /** Loads a tokenizer and gives what was set meanwhile; afterwards all is as before. */
  private Map<String, String> setWhileLoading(Map<String, String> byTheUser) {
    Properties before = System.getProperties();
    Noting noting = new Noting();
    noting.putAll(before);
    noting.putAll(byTheUser);
    Map<Object, Object> expected = Map.copyOf(noting);
    System.setProperties(noting);
    try {
      ClipTokenizer.load(ReferenceModels.assemble("tinyclip-split", directory)).close();
      assertThat(Map.copyOf(noting)).containsAllEntriesOf(expected);
      // Others may set properties of their own for good, as JNA does when it is first used.
      SWITCHES.stream()
          .filter(name -> !expected.containsKey(name))
          .forEach(name -> assertThat(noting).doesNotContainKey(name));
    } finally {
      System.setProperties(before);
    }
    return noting.set;
  }

  @Test
  void djlIsOfflineAndSilentWhileItMakesATokenizer() {
    assumeThat(Stream.of("OPT_OUT_TRACKING", "ai.djl.offline", "RUST_FLAVOR"))
        .as("nothing of it is set for this process")
        .allMatch(name -> System.getenv(name) == null && System.getProperty(name) == null);

    assertThat(setWhileLoading(Map.of()))
        .containsEntry("OPT_OUT_TRACKING", "true")
        .containsEntry("ai.djl.offline", "true")
        .containsEntry("RUST_FLAVOR", "cpu");
  }

  @Test
  void whatTheUserSetIsLeftAlone() {
    assertThat(setWhileLoading(Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "yes")))
        .doesNotContainKeys("ai.djl.offline", "OPT_OUT_TRACKING");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aHomeThatCannotBeWrittenIsReplacedByAPrivateDirectory() throws IOException {
    assumeThat(Stream.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR"))
        .as("no cache is set for this process")
        .allMatch(name -> System.getenv(name) == null && System.getProperty(name) == null);
    String home = Files.createFile(directory.resolve("file")).resolve("home").toString();

    Map<String, String> set = setWhileLoading(Map.of("user.home", home));

    assertThat(set).containsKey("ENGINE_CACHE_DIR");
    Path cache = Path.of(String.valueOf(set.get("ENGINE_CACHE_DIR")));
    assertThat(cache).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  @Test
  void aDirectoryForJnaIsMadeOnlyWhereJnaIs() {
    assertThat(DjlSwitches.hasJna(DjlSwitches.class.getClassLoader())).isTrue();
    assertThat(DjlSwitches.hasJna(ClassLoader.getPlatformClassLoader())).isFalse();
  }
}
