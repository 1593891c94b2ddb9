import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.image.TransformOrder;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * The 224 x 224 pixels that an image becomes in Java, for fidelity.py: by clip4j in both orders of
 * steps, and by ImageIO and Graphics2D as they are mostly used. Raw RGB, one image after the other;
 * an image that cannot be read is all zero and named in failures.txt.
 *
 * <p>{@code java -cp benchmarks.jar Pixels.java OUT IMAGE…}
 */
final class Pixels {
  private static final int SIZE = 224;

  private interface Way {
    byte[] pixels(Path image) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    Path out = Files.createDirectories(Path.of(args[0]));
    ImagePreprocessing clip = ImagePreprocessing.clip();
    StringBuilder failures = new StringBuilder();
    String[] images = Arrays.copyOfRange(args, 1, args.length);
    write(out, "clip4j", images, clip4j(clip), failures);
    write(out, "clip4j-open-clip", images, clip4j(clip.order(TransformOrder.OPEN_CLIP)), failures);
    write(out, "graphics2d-crop", images, image -> graphics2d(image, true), failures);
    write(out, "graphics2d-squash", images, image -> graphics2d(image, false), failures);
    Files.writeString(out.resolve("failures.txt"), failures);
    Files.writeString(
        out.resolve("java.txt"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
  }

  private static void write(
      Path out, String name, String[] images, Way way, StringBuilder failures) throws IOException {
    try (OutputStream file = Files.newOutputStream(out.resolve(name + ".rgb"))) {
      for (String image : images) {
        byte[] pixels = new byte[SIZE * SIZE * 3];
        try {
          pixels = way.pixels(Path.of(image));
        } catch (IOException | RuntimeException e) {
          failures.append(name).append('\t').append(image).append('\t').append(e).append('\n');
        }
        file.write(pixels);
      }
    }
  }

  private static Way clip4j(ImagePreprocessing preprocessing) {
    ImagePreprocessor preprocessor = ImagePreprocessor.of(preprocessing);
    return image -> preprocessor.resizedAndCropped(ImageSource.file(image)).toBytes();
  }

  /** To 224 on the shortest edge and cropped in the middle, or squashed to 224 x 224. */
  private static byte[] graphics2d(Path file, boolean crop) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException("no reader");
    }
    double scale = (double) SIZE / Math.min(image.getWidth(), image.getHeight());
    int width = crop ? Math.max(SIZE, (int) (image.getWidth() * scale)) : SIZE;
    int height = crop ? Math.max(SIZE, (int) (image.getHeight() * scale)) : SIZE;
    BufferedImage small = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, (SIZE - width) / 2, (SIZE - height) / 2, width, height, null);
    graphics.dispose();
    byte[] pixels = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < SIZE * SIZE; i++) {
      int rgb = small.getRGB(i % SIZE, i / SIZE);
      pixels[3 * i] = (byte) (rgb >> 16);
      pixels[3 * i + 1] = (byte) (rgb >> 8);
      pixels[3 * i + 2] = (byte) rgb;
    }
    return pixels;
  }
}
