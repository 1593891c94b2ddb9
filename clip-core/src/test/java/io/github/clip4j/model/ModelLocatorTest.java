package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {

  @TempDir private Path directory;

  private String cacheOfTheTests;

  @BeforeEach
  void useACacheOfItsOwn() {
    cacheOfTheTests = System.setProperty("clip4j.cache", directory.toString());
  }

  @AfterEach
  void restore() {
    if (cacheOfTheTests == null) {
      System.clearProperty("clip4j.cache");
    } else {
      System.setProperty("clip4j.cache", cacheOfTheTests);
    }
  }

  @Test
  void anExistingDirectoryWins() {
    assertThat(ModelLocator.locate(directory.toString()).path()).isEqualTo(directory);
  }

  @Test
  void aBundledModelIsFoundByItsId() {
    assertThat(ModelLocator.locate("tiny").path().resolve("config.json"))
        .hasContent(TinyBundle.CONTENT);
  }

  @Test
  void anUnknownNameIsRefusedWithTheDependencyThatMightBeMissing() {
    assertThatThrownBy(() -> ModelLocator.locate("large"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("\"large\"")
        .hasMessageContaining("[tiny]")
        .hasMessageContaining("io.github.clip4j:clip-model-large");
  }

  @Test
  void anUnknownHubIdIsRefusedWithTheCacheThatWasLookedAt() {
    assertThatThrownBy(() -> ModelLocator.locate("nobody/nothing@v1"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nobody/nothing@v1")
        .hasMessageContaining("hub cache")
        .hasMessageContaining("nothing is downloaded");
  }

  @Test
  void whatIsNoNameAtAllIsRefused() {
    assertThatThrownBy(() -> ModelLocator.locate(""))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("unknown model");
    assertThatThrownBy(() -> ModelLocator.locate("no/such/directory"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no such directory");
  }
}
