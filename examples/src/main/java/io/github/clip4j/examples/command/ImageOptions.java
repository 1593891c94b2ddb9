package io.github.clip4j.examples.command;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The images of a run, as they were typed. */
final class ImageOptions {

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGES",
      description = "Files, directories, globs or http(s) URLs, in this order.")
  private List<String> images = List.of();

  private final List<Path> files = new ArrayList<>();

  /**
   * The images that the arguments stand for, in their order. A named file that is missing and a
   * glob without a match are sources that fail when they are read.
   *
   * @param excluded directories that are passed over within directories
   * @throws CommandException if there is not one image
   */
  List<ImageSource> find(Path... excluded) {
    List<ImageSource> found = new ArrayList<>();
    for (String argument : images) {
      found.addAll(find(argument, List.of(excluded)));
    }
    if (found.isEmpty()) {
      throw new CommandException(
          "expected images, found none in "
              + String.join(", ", images)
              + " (looked for files that"
              + " end in jpg, jpeg, png, gif, bmp, tif, tiff or webp)");
    }
    return found;
  }

  /** The files that will be read: those that were named, matched a glob, or lie in directories. */
  List<Path> files() {
    return List.copyOf(files);
  }

  private List<ImageSource> find(String argument, List<Path> excluded) {
    if (isUrl(argument)) {
      try {
        return List.of(ImageSource.url(URI.create(argument)));
      } catch (IllegalArgumentException e) {
        return List.of(new MissingImage(argument, "not a URL"));
      }
    }
    try {
      Path path = FileNames.path(argument);
      if (argument.isEmpty()) {
        return List.of(new MissingImage(argument, "an empty name"));
      }
      if (Files.isDirectory(path)) {
        return within(path, argument, excluded);
      }
      if (Files.exists(path)) {
        files.add(path);
        return List.of(ImageSource.file(path, argument));
      }
    } catch (InvalidPathException e) {
      return List.of(new MissingImage(argument, "not a file name"));
    }
    return isGlob(argument)
        ? matches(argument)
        : List.of(new MissingImage(argument, "no such file or directory"));
  }

  private List<ImageSource> within(Path directory, String argument, List<Path> excluded) {
    try {
      return listed(ImageSource.directory(directory, argument, excluded));
    } catch (ImageException e) {
      return List.of(ImageSource.file(directory, argument));
    }
  }

  private List<ImageSource> matches(String glob) {
    List<ImageSource> matches;
    try {
      matches = ImageSource.glob(glob);
    } catch (IllegalArgumentException e) {
      return List.of(new MissingImage(glob, Console.oneLine(String.valueOf(e.getMessage()))));
    }
    return matches.isEmpty() ? List.of(new MissingImage(glob, "no file matches")) : listed(matches);
  }

  private List<ImageSource> listed(List<ImageSource> found) {
    found.forEach(image -> files.add(FileNames.path(image.name())));
    return found;
  }

  private static boolean isUrl(String argument) {
    return argument.regionMatches(true, 0, "http://", 0, 7)
        || argument.regionMatches(true, 0, "https://", 0, 8);
  }

  private static boolean isGlob(String argument) {
    return argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** An argument that names nothing; it takes part in the run as an image that fails. */
  private record MissingImage(String name, String reason) implements ImageSource {
    @Override
    public java.io.InputStream open() throws IOException {
      throw new IOException(reason);
    }
  }
}
