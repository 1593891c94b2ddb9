package io.github.clip4j.examples.command;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments and file names as they were typed, whatever the locale. In the C locale the JVM takes
 * all but ASCII for unreadable, in arguments as in paths; the bytes are still there.
 */
final class FileNames {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private FileNames() {}

  /** The arguments, read as UTF-8. */
  static String[] typed(String... args) {
    if (String.join("", args).indexOf('\uFFFD') < 0 || !Files.isReadable(COMMAND_LINE)) {
      return args;
    }
    try {
      return typed(args, Files.readAllBytes(COMMAND_LINE));
    } catch (IOException e) {
      return args;
    }
  }

  /**
   * The last of the strings that the bytes hold, each ended by 0; the arguments if they are not.
   */
  static String[] typed(String[] args, byte[] commandLine) throws CharacterCodingException {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < commandLine.length; end++) {
      if (commandLine[end] == 0) {
        ByteBuffer word = ByteBuffer.wrap(commandLine, start, end - start);
        words.add(StandardCharsets.UTF_8.newDecoder().decode(word).toString());
        start = end + 1;
      }
    }
    return words.size() < args.length
        ? args
        : words.subList(words.size() - args.length, words.size()).toArray(String[]::new);
  }

  /**
   * The path of a name.
   *
   * @throws InvalidPathException if there can be no such path
   */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      if (name.indexOf('\0') >= 0) {
        throw e;
      }
      return Path.of(bytesOf(name));
    }
  }

  /** A file's URI holds the bytes of its name, in any locale. */
  private static URI bytesOf(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(b == '/' ? "/" : String.format("%%%02X", b));
    }
    URI here = Path.of("").toAbsolutePath().toUri();
    URI there = here.resolve((name.startsWith("/") ? "" : "./") + encoded);
    // With fewer slashes, Path.of goes by way of java.io.File, which does not keep the bytes.
    return URI.create("file://" + there.getRawPath());
  }
}
