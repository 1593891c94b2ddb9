package io.github.clip4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Where one image comes from. Sources are cheap: nothing is read before {@link #open()}.
 *
 * <p>Implement it for a place of your own, a database or an archive. A source is read by one thread
 * at a time, different sources at once, each on a thread that is given up when the time of the
 * image is over ({@link ImageLimits#timeLimit}).
 */
public interface ImageSource {

  /** {@return how the image is called in every output} */
  String name();

  /**
   * {@return the encoded image from its first byte, for the caller to close}
   *
   * <p>Whatever this or the stream throws but an {@link Error} is a failure of this image,
   * unchecked exceptions as well: the others go on. Only a {@link
   * java.util.concurrent.CancellationException} ends the call that reads it.
   *
   * @throws IOException if it cannot be read: the message becomes the reason of the failure
   */
  InputStream open() throws IOException;

  /**
   * {@return what changes when the image does, as far as can be told without reading it: the size
   * and the time of a file; empty where nothing tells}
   *
   * @throws IOException if there is nothing to be read, or nothing that could be read again, as
   *     from a pipe: the image counts as changed, as it does after unchecked exceptions
   */
  default Optional<String> stamp() throws IOException {
    return Optional.empty();
  }

  /**
   * An image file, named as the path is written.
   *
   * @param file the file
   * @return the source
   */
  static ImageSource file(Path file) {
    return new FileSource(file.toString(), file);
  }

  /**
   * An image file, with a name of its own.
   *
   * @param file the file
   * @param name how the image is called in every output
   * @return the source
   */
  static ImageSource file(Path file, String name) {
    return new FileSource(name, file);
  }

  /**
   * The images below a directory: all regular files, at any depth, whose names end in jpg, jpeg,
   * png, gif, bmp, tif, tiff or webp, in any case. Hidden files and directories are skipped, and
   * links to directories are not followed. Each is named {@code directory/relative/path} with
   * slashes, and they are sorted by that name in code-point order. A directory below that cannot be
   * listed becomes a source that fails to open.
   *
   * @param directory searched recursively
   * @return the sources, sorted by name in code-point order
   * @throws IllegalArgumentException if it is not a directory
   */
  static List<ImageSource> directory(Path directory) {
    return FileSearch.directory(directory, directory.toString(), List.of());
  }

  /**
   * As {@link #directory(Path)}, with the name to put before the relative paths (a slash at its end
   * is dropped) and directories to leave out, such as the one that output is written to.
   *
   * @param directory searched recursively
   * @param name what stands before the relative paths
   * @param excluded directories that are passed over
   * @return the sources, sorted by name in code-point order
   */
  static List<ImageSource> directory(Path directory, String name, List<Path> excluded) {
    return FileSearch.directory(directory, name, excluded);
  }

  /**
   * The files that match a pattern such as {@code photos/**}{@code /*.jpg}, as {@link
   * java.nio.file.FileSystem#getPathMatcher} reads it, sorted by name in code-point order; hidden
   * ones only where the pattern spells them out.
   *
   * @param pattern a glob
   * @return empty if nothing matches
   * @throws IllegalArgumentException if the pattern is malformed
   */
  static List<ImageSource> glob(String pattern) {
    return FileSearch.glob(pattern);
  }

  /**
   * An image on the web. It is fetched anew at each opening, with at most five redirects, 10
   * seconds to connect, 60 seconds in all, and 256 MiB; after a broken transfer, 429 and 5xx it is
   * tried twice more. What it is, its bytes say, whatever the server calls it. Proxies are those of
   * the JDK's properties or of {@code HTTPS_PROXY}.
   *
   * @param uri an http or https address
   * @return the source
   * @throws IllegalArgumentException if the scheme is neither http nor https
   */
  static ImageSource url(URI uri) {
    return new WebSource(uri);
  }

  /**
   * An image in a stream; the opener is called at each opening and gives a new stream.
   *
   * @param name how the image is called in every output
   * @param opener gives a new stream at each call; what it throws is treated as in {@link #open()}
   * @return the source
   */
  static ImageSource stream(String name, Callable<? extends InputStream> opener) {
    return new StreamSource(name, opener);
  }

  /**
   * An encoded image in memory; the array is copied.
   *
   * @param name how the image is called in every output
   * @param encoded the bytes of an image file, in any format that is read
   * @return the source
   */
  static ImageSource bytes(String name, byte[] encoded) {
    return new BytesSource(name, encoded.clone());
  }

  /**
   * An image that is decoded already; its pixels are copied. Grey values are taken as they are, not
   * converted from Java's linear grey.
   *
   * @param name how the image is called in every output
   * @param image decoded already
   * @return the source
   */
  static ImageSource image(String name, BufferedImage image) {
    return new PixelSource(name, image);
  }
}
