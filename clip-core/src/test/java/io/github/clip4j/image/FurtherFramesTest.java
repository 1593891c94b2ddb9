package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What a file carries beside its first image is passed over, however much it is. */
class FurtherFramesTest {
  private static final int MANY = 20_000;

  private static void assertReadAsBefore(String file, byte[] longer) {
    RgbImage original = decode(Reference.bytes(file), ImageLimits.standard());
    ImageLimits limits =
        ImageLimits.standard()
            .decodeBudget(8L * original.width() * original.height())
            .timeLimit(Duration.ofSeconds(10));

    assertThat(Reference.sha256(decode(longer, limits))).isEqualTo(Reference.sha256(original));
  }

  private static RgbImage decode(byte[] encoded, ImageLimits limits) {
    return ImageDecoder.standard().limits(limits).decode(ImageSource.bytes("image", encoded));
  }

  /** The bytes from one place to another, over and over, put in at the second. */
  private static byte[] repeated(byte[] file, int from, int to, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, to);
    for (int i = 0; i < times; i++) {
      out.write(file, from, to - from);
    }
    out.write(file, to, file.length - to);
    return out.toByteArray();
  }

  private static int indexOf(byte[] file, String text) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  @Test
  void aGifOfManyFrames() {
    byte[] gif = Reference.bytes("gif_animated.gif");
    int frames = indexOf(gif, "!\u00f9\u0004");

    assertReadAsBefore("gif_animated.gif", repeated(gif, frames, gif.length - 1, 500));
  }

  @Test
  void aWebpOfManyFrames() {
    byte[] webp = Reference.bytes("webp_animated.webp");
    int first = indexOf(webp, "ANMF");
    int size = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).getInt(first + 4);
    byte[] longer = repeated(webp, first, first + 8 + size + (size & 1), 500);
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(4, longer.length - 8);

    assertReadAsBefore("webp_animated.webp", longer);
  }

  /** An animated PNG: the picture for those who know no animation, then its frames. */
  @Test
  void aPngOfManyFrames() {
    byte[] png = Reference.bytes("png_rgb.png");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int header = 33;
    out.write(png, 0, header);
    out.writeBytes(chunk("acTL", ByteBuffer.allocate(8).putInt(MANY).array()));
    out.write(png, header, png.length - 12 - header);
    for (int i = 0; i < MANY; i++) {
      out.writeBytes(chunk("fdAT", new byte[64]));
    }
    out.write(png, png.length - 12, 12);

    assertReadAsBefore("png_rgb.png", out.toByteArray());
  }

  private static byte[] chunk(String type, byte[] body) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + body.length).putInt(body.length);
    chunk.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(body);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + body.length);
    return chunk.putInt((int) checksum.getValue()).array();
  }

  /** As cameras write them that take several pictures at once (MPO). */
  @Test
  void aJpegWithMorePicturesBehind() {
    byte[] jpeg = Reference.bytes("jpeg_420.jpg");

    assertReadAsBefore("jpeg_420.jpg", repeated(jpeg, 0, jpeg.length, 500));
  }

  @Test
  void aTiffWhosePagesFollowEachOtherForEver() {
    byte[] tiff = Reference.bytes("tiff_rgb.tif");
    ByteBuffer buffer = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = buffer.getInt(4);
    buffer.putInt(directory + 2 + 12 * buffer.getShort(directory), directory);

    assertReadAsBefore("tiff_rgb.tif", tiff);
  }

  /** Tags that nobody asks for, each as large as the file: together more than any heap. */
  @Test
  void aTiffWithManyLargeTags() {
    byte[] tiff = Reference.bytes("tiff_rgb.tif");
    ByteBuffer old = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = old.getInt(4);
    int tags = old.getShort(directory);
    int large = 60_000;
    ByteBuffer longer = ByteBuffer.allocate(tiff.length + 2 + 12 * (tags + large) + 4);
    longer.order(ByteOrder.LITTLE_ENDIAN).put(tiff).putShort((short) (tags + large));
    longer.put(Arrays.copyOfRange(tiff, directory + 2, directory + 2 + 12 * tags));
    for (int i = 0; i < large; i++) {
      longer.putShort((short) (1_000 + i)).putShort((short) 1).putInt(700_000).putInt(0);
    }
    longer.putInt(4, tiff.length);

    assertReadAsBefore("tiff_rgb.tif", longer.array());
  }
}
