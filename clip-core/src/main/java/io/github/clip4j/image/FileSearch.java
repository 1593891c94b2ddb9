package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds image files in directories and by patterns. */
final class FileSearch {

  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

  /** UTF-16 order would put supplementary characters before U+E000 … U+FFFF. */
  private static final Comparator<ImageSource> BY_NAME =
      Comparator.comparing(
          ImageSource::name,
          (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));

  private FileSearch() {}

  static List<ImageSource> directory(Path directory, String name, List<Path> excluded) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "expected a directory of images, got " + directory + ", which is not a directory");
    }
    String prefix = name.isEmpty() || name.endsWith("/") ? name : name + "/";
    Path root = canonical(directory);
    List<ImageSource> found = new ArrayList<>();
    Set<Path> skipped = excluded.stream().map(FileSearch::canonical).collect(Collectors.toSet());
    walk(
        root,
        Integer.MAX_VALUE,
        new Visitor(root, skipped) {
          @Override
          void found(Path file) {
            if (hasImageEnding(file) && Files.isRegularFile(file)) {
              add(file);
            }
          }

          @Override
          void add(Path file) {
            found.add(new FileSource(prefix + slashed(root.relativize(file)), file));
          }
        });
    found.sort(BY_NAME);
    return List.copyOf(found);
  }

  static List<ImageSource> glob(String pattern) {
    String slashed = pattern.replace(FileSystems.getDefault().getSeparator(), "/");
    int literal = slashed.lastIndexOf('/', firstWildcard(slashed));
    String start = literal < 0 ? "" : slashed.substring(0, literal + 1);
    String rest = slashed.substring(literal + 1);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    boolean hidden = rest.startsWith(".") || rest.contains("/.");
    if (!Files.isDirectory(Path.of(start))) {
      return List.of();
    }
    Path root = canonical(Path.of(start));
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) rest.chars().filter(c -> c == '/').count();
    List<ImageSource> found = new ArrayList<>();
    walk(
        root,
        depth,
        new Visitor(root, Set.of()) {
          @Override
          boolean isSkipped(Path path) throws IOException {
            return !hidden && super.isSkipped(path);
          }

          @Override
          void found(Path file) {
            if (matcher.matches(root.relativize(file)) && Files.isRegularFile(file)) {
              add(file);
            }
          }

          @Override
          void add(Path file) {
            found.add(new FileSource(start + slashed(root.relativize(file)), file));
          }
        });
    found.sort(BY_NAME);
    return List.copyOf(found);
  }

  private static int firstWildcard(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?[{\\".indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return pattern.length();
  }

  private static boolean hasImageEnding(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
        && name.indexOf('.') >= 0;
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static Path canonical(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static void walk(Path root, int depth, FileVisitor<Path> visitor) {
    try {
      Files.walkFileTree(root, Set.of(), depth, visitor);
    } catch (IOException e) {
      throw new ImageException("the directory " + root + " cannot be listed: " + e, e);
    }
  }

  /** Walks a tree without hidden entries; what cannot be listed is kept, to fail when opened. */
  private abstract static class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Set<Path> skipped;

    Visitor(Path root, Set<Path> skipped) {
      this.root = root;
      this.skipped = skipped;
    }

    abstract void found(Path file);

    abstract void add(Path file);

    boolean isSkipped(Path path) throws IOException {
      return Files.isHidden(path);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      boolean skip = !path.equals(root) && (isSkipped(path) || skipped.contains(path));
      return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!isSkipped(file)) {
        found(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (path.equals(root)) {
        throw e;
      }
      if (!isSkipped(path)) {
        add(path);
      }
      return FileVisitResult.CONTINUE;
    }

    /** What was listed of a directory counts, and the directory fails where that broke off. */
    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e)
        throws IOException {
      return e == null ? FileVisitResult.CONTINUE : visitFileFailed(path, e);
    }
  }
}
