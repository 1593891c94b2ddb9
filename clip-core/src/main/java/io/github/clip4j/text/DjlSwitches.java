package io.github.clip4j.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.clip4j.error.ModelException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes DJL's tokenizers. DJL reads process-wide properties while it makes one: without them it
 * asks a cloud's metadata service where it runs, and may download a CUDA library. They are set here
 * and nowhere else, each only where the user left it unset, under a lock, and put back at once.
 */
final class DjlSwitches {
  private static final Logger LOG = LoggerFactory.getLogger(DjlSwitches.class);

  private static final Map<String, String> OFFLINE =
      Map.of("OPT_OUT_TRACKING", "true", "ai.djl.offline", "true", "RUST_FLAVOR", "cpu");

  private static final String CACHE = "ENGINE_CACHE_DIR";

  /** Where JNA unpacks its library, with which DJL looks for CUDA; else in the user's cache. */
  private static final String JNA = "jna.tmpdir";

  // Everything explicit: left out, DJL cuts at 512 and pads, with 0 whatever the model's pad token.
  // Cutting and padding are ClipTokenizer's; tokenizer.json's own settings for both are undone
  // here.
  private static final Map<String, String> OPTIONS =
      Map.of(
          "addSpecialTokens", "true",
          "truncation", "false",
          "padding", "false",
          "doLowerCase", "false",
          "maxLength", String.valueOf(Integer.MAX_VALUE),
          "modelMaxLength", String.valueOf(Integer.MAX_VALUE),
          "padToMultipleOf", "0",
          "stride", "0");

  private static @Nullable Path temporaryCache;
  private static boolean jnaIsLoaded;

  private DjlSwitches() {}

  static synchronized HuggingFaceTokenizer open(Path tokenizerJson) {
    Deque<String> set = new ArrayDeque<>();
    boolean unpacks = !jnaIsLoaded && hasJna(HuggingFaceTokenizer.class.getClassLoader());
    Path unpacked = unpacks ? directoryForJna() : null;
    try {
      if (unpacked != null) {
        setWhereUnset(JNA, unpacked.toString(), set);
      }
      OFFLINE.forEach((name, value) -> setWhereUnset(name, value, set));
      Path privateCache = privateCacheWhereHomeIsReadOnly();
      if (privateCache != null) {
        setWhereUnset(CACHE, privateCache.toString(), set);
      }
      HuggingFaceTokenizer tokenizer = read(tokenizerJson);
      if (privateCache != null) {
        deleteOnExit(privateCache);
      }
      jnaIsLoaded = true;
      return tokenizer;
    } finally {
      set.forEach(System::clearProperty);
      if (unpacked != null) {
        deleteNowOrOnExit(unpacked);
      }
    }
  }

  /** Without JNA, which whoever wants no CUDA may leave out, nothing is unpacked. */
  static boolean hasJna(@Nullable ClassLoader loader) {
    try {
      Class.forName("com.sun.jna.Platform", false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Null where none can be made: JNA knows other places. */
  private static @Nullable Path directoryForJna() {
    try {
      return temporaryDirectory();
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  /** Deleted at the end at the latest, where nothing is left in it. */
  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("clip4j-native");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("no writable directory for the tokenizer's library", e);
    }
  }

  /** JNA deletes its library once it is loaded, where the system allows that. */
  private static void deleteNowOrOnExit(Path directory) {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      deleteOnExit(directory);
    }
  }

  private static HuggingFaceTokenizer read(Path tokenizerJson) {
    try (InputStream json = Files.newInputStream(tokenizerJson)) {
      return HuggingFaceTokenizer.newInstance(json, OPTIONS);
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "expected a Hugging Face tokenizer in " + tokenizerJson + ", but: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new ModelException(
          "the tokenizer's native library cannot be loaded on this machine: " + e.getMessage(), e);
    }
  }

  private static void setWhereUnset(String name, String value, Deque<String> set) {
    if (System.getProperty(name) == null && System.getenv(name) == null) {
      System.setProperty(name, value);
      set.push(name);
    }
  }

  // DJL itself would fall back to a directory of a fixed name below java.io.tmpdir, where anyone
  // could have put a library before.
  private static @Nullable Path privateCacheWhereHomeIsReadOnly() {
    if (Stream.of(CACHE, "DJL_CACHE_DIR")
        .anyMatch(name -> System.getenv(name) != null || System.getProperty(name) != null)) {
      return null;
    }
    Path home = Path.of(System.getProperty("user.home"));
    Path cache = home.resolve(".djl.ai");
    if (Files.isWritable(Files.exists(cache) ? cache : home)) {
      return null;
    }
    if (temporaryCache == null) {
      temporaryCache = temporaryDirectory();
    }
    return temporaryCache;
  }

  /** What something else has removed meanwhile is no reason to fail. */
  private static void deleteOnExit(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.map(Path::toFile).forEach(File::deleteOnExit);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} may stay", directory, e);
    }
  }
}
