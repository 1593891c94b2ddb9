package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  @TempDir private Path directory;

  @Test
  void existingFilesAreReplacedOnlyOnceAllAreComplete() throws IOException {
    Files.writeString(directory.resolve("a"), "old");

    try (OutputFiles files = OutputFiles.in(directory)) {
      Files.writeString(files.stage("a"), "new");
      Files.writeString(files.stage("b"), "new");
      assertThat(directory.resolve("a")).hasContent("old");
      files.commit();
    }

    assertThat(directory.resolve("a")).hasContent("new");
    assertThat(directory.resolve("b")).hasContent("new");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aRunThatFailsLeavesWhatWasThere() throws IOException {
    Files.writeString(directory.resolve("a"), "old");

    try (OutputFiles files = OutputFiles.in(directory)) {
      Files.writeString(files.stage("a"), "new");
    }

    assertThat(directory.resolve("a")).hasContent("old");
    assertThat(directory.toFile().list()).containsExactly("a");
  }

  @Test
  void directoriesMadeForNothingGoAgain() {
    try (OutputFiles files = OutputFiles.in(directory.resolve("x/y"))) {
      assertThat(files.stage("a").getParent()).isDirectory();
    }

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileOfAnEarlierRunGoesWithTheCommit() throws IOException {
    Files.writeString(directory.resolve("a"), "old");

    try (OutputFiles files = OutputFiles.in(directory)) {
      files.remove("a");
      assertThat(directory.resolve("a")).exists();
      files.commit();
    }

    assertThat(directory.resolve("a")).doesNotExist();
  }

  @Test
  void aDirectoryInTheWayIsToldBeforeTheWork() throws IOException {
    Files.createDirectory(directory.resolve("a"));

    assertThatThrownBy(() -> OutputFiles.in(directory, "a"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("there is a directory of that name");
  }

  @Test
  void aPlaceBelowAFileCannotBeWrittenTo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> OutputFiles.in(file.resolve("x")))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("cannot write into " + file.resolve("x"));
  }

  /** Nobody, not even an administrator, can make a file there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDirectoryThatCannotBeWrittenIsToldBeforeTheWork() {
    assertThatThrownBy(() -> OutputFiles.in(Path.of("/proc"), "a"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("cannot write into /proc");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndWhatARunningOneHasIsNot() throws IOException {
    Path abandoned = Files.createDirectory(directory.resolve(".clip4j-of-a-killed-process"));
    Files.writeString(abandoned.resolve(".lock"), "");
    Files.writeString(abandoned.resolve("e.npy"), "half of it");

    try (OutputFiles running = OutputFiles.in(directory)) {
      assertThat(abandoned).doesNotExist();
      try (OutputFiles other = OutputFiles.in(directory)) {
        assertThat(running.stage("a").getParent()).exists();
        assertThat(other.stage("a").getParent()).exists();
      }
    }

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatIsNotCompleteIsForThisUserOnly() throws IOException {
    try (OutputFiles files = OutputFiles.in(directory)) {
      Path staging = files.stage("a").getParent();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staging)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkIsNotTakenForWhatAKilledProcessLeft() throws IOException {
    Path precious = Files.createDirectory(directory.resolve("precious"));
    Files.createFile(precious.resolve(".lock"));
    Files.writeString(precious.resolve("letter"), "dear");
    Path out = Files.createDirectory(directory.resolve("out"));
    Path link = Files.createSymbolicLink(out.resolve(".clip4j-x"), precious);

    OutputFiles.in(out).close();

    assertThat(precious.resolve("letter")).hasContent("dear");
    assertThat(link).isSymbolicLink();
  }
}
