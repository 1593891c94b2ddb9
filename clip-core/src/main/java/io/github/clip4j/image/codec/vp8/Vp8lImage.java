package io.github.clip4j.image.codec.vp8;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Decodes a lossless WebP image.
 *
 * <p>Source: the specification of the WebP lossless bitstream, RFC 9649 section 3.
 */
public final class Vp8lImage {
  private static final int SIGNATURE = 0x2f;
  private static final int LENGTH_CODES = 24;
  private static final int DISTANCE_CODES = 40;

  /** Offsets of near pixels, x and y by turns: nearest first, then highest, then rightmost. */
  private static final int[] NEAR = nearOffsets();

  private final Vp8lBitReader reader;

  private Vp8lImage(Vp8lBitReader reader) {
    this.reader = reader;
  }

  private record Group(
      Vp8lCode green, Vp8lCode red, Vp8lCode blue, Vp8lCode alpha, Vp8lCode distance) {}

  /**
   * Decodes an image.
   *
   * @param data that holds the bitstream, the body of a VP8L chunk
   * @param from its first byte
   * @param end one more than its last byte
   * @param width that its header must have
   * @param height that its header must have
   * @return ARGB, {@code [height][width]}, flattened
   * @throws io.github.clip4j.error.ImageException if it is damaged or truncated
   */
  public static int[] decode(byte[] data, int from, int end, int width, int height) {
    Vp8lBitReader reader = new Vp8lBitReader(data, from, end);
    boolean known =
        reader.number(8) == SIGNATURE
            && reader.number(14) == width - 1
            && reader.number(14) == height - 1;
    reader.flag(); // Whether alpha is used: the container's business.
    if (!known || reader.number(3) != 0) {
      throw Damage.of("an invalid header of its lossless image");
    }
    return new Vp8lImage(reader).readMain(width, height);
  }

  private int[] readMain(int width, int height) {
    Deque<Vp8lTransform> transforms = new ArrayDeque<>();
    int columns = width;
    int seen = 0;
    while (reader.flag()) {
      int type = reader.number(2);
      if ((seen & (1 << type)) != 0) {
        throw Damage.of("a transform that is there twice");
      }
      seen |= 1 << type;
      Vp8lTransform transform = readTransform(type, columns, height);
      columns = transform.columns();
      transforms.push(transform);
    }
    int[] pixels = readPixels(columns, height, true);
    for (Vp8lTransform transform : transforms) {
      pixels = transform.undo(pixels);
    }
    return pixels;
  }

  private Vp8lTransform readTransform(int type, int width, int height) {
    return switch (type) {
      case Vp8lTransform.SUBTRACT_GREEN -> new Vp8lTransform(type, width, height, 0, new int[0]);
      case Vp8lTransform.COLOR_INDEXING -> readColors(width, height);
      default -> {
        int bits = 2 + reader.number(3);
        int[] blocks = readPixels(blocks(width, bits), blocks(height, bits), false);
        yield new Vp8lTransform(type, width, height, bits, blocks);
      }
    };
  }

  private Vp8lTransform readColors(int width, int height) {
    int size = 1 + reader.number(8);
    int[] colors = readPixels(size, 1, false);
    for (int i = 1; i < size; i++) {
      colors[i] = Vp8lTransform.sum(colors[i], colors[i - 1]);
    }
    int bits = size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0;
    // Indices beyond the colours are transparent black.
    return new Vp8lTransform(
        Vp8lTransform.COLOR_INDEXING, width, height, bits, Arrays.copyOf(colors, 256));
  }

  static int blocks(int size, int bits) {
    return (size + (1 << bits) - 1) >> bits;
  }

  /** An entropy-coded image; only the main one may change its codes from place to place. */
  private int[] readPixels(int width, int height, boolean main) {
    int cacheBits = 0;
    if (reader.flag()) {
      cacheBits = reader.number(4);
      if (cacheBits < 1 || cacheBits > 11) {
        throw Damage.of("a colour cache of " + cacheBits + " bits");
      }
    }
    int groupBits = 0;
    int[] groupOf = new int[0];
    int groupCount = 1;
    if (main && reader.flag()) {
      groupBits = 2 + reader.number(3);
      groupOf = readPixels(blocks(width, groupBits), blocks(height, groupBits), false);
      for (int i = 0; i < groupOf.length; i++) {
        groupOf[i] = groupOf[i] >> 8 & 0xffff;
        groupCount = Math.max(groupCount, groupOf[i] + 1);
      }
    }
    Group[] groups = new Group[groupCount];
    int greenCodes = 256 + LENGTH_CODES + (cacheBits == 0 ? 0 : 1 << cacheBits);
    for (int i = 0; i < groupCount; i++) {
      groups[i] =
          new Group(
              Vp8lCode.readFrom(reader, greenCodes),
              Vp8lCode.readFrom(reader, 256),
              Vp8lCode.readFrom(reader, 256),
              Vp8lCode.readFrom(reader, 256),
              Vp8lCode.readFrom(reader, DISTANCE_CODES));
    }
    return decodePixels(width, height, groups, groupOf, groupBits, cacheBits);
  }

  private int[] decodePixels(
      int width, int height, Group[] groups, int[] groupOf, int groupBits, int cacheBits) {
    int[] pixels = new int[width * height];
    int[] cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
    int cached = 0;
    int across = blocks(width, groupBits);
    int i = 0;
    while (i < pixels.length) {
      int block = ((i / width) >> groupBits) * across + ((i % width) >> groupBits);
      Group group = groups[groupOf.length == 0 ? 0 : groupOf[block]];
      int code = group.green().read(reader);
      if (code < 256) {
        int red = group.red().read(reader);
        int blue = group.blue().read(reader);
        pixels[i++] = group.alpha().read(reader) << 24 | red << 16 | code << 8 | blue;
      } else if (code < 256 + LENGTH_CODES) {
        int length = prefixed(code - 256);
        int distance = distance(prefixed(group.distance().read(reader)), width);
        if (distance > i || length > pixels.length - i) {
          throw Damage.of("a reference to pixels outside");
        }
        for (int end = i + length; i < end; i++) {
          pixels[i] = pixels[i - distance];
        }
      } else {
        // The cache is brought up to date only where it is looked into.
        for (; cached < i; cached++) {
          cache[slot(pixels[cached], cacheBits)] = pixels[cached];
        }
        pixels[i++] = cache[code - 256 - LENGTH_CODES];
      }
    }
    return pixels;
  }

  private static int slot(int argb, int cacheBits) {
    return (0x1e35a7bd * argb) >>> (32 - cacheBits);
  }

  /** A length or distance: a prefix that gives the magnitude, and extra bits. */
  private int prefixed(int prefix) {
    if (prefix < 4) {
      return prefix + 1;
    }
    int extra = (prefix - 2) >> 1;
    return ((2 + (prefix & 1)) << extra) + reader.number(extra) + 1;
  }

  private static int distance(int code, int width) {
    if (code > NEAR.length / 2) {
      return code - NEAR.length / 2;
    }
    return Math.max(1, NEAR[2 * code - 2] + NEAR[2 * code - 1] * width);
  }

  private static int[] nearOffsets() {
    return IntStream.rangeClosed(0, 7)
        .boxed()
        .flatMap(y -> IntStream.rangeClosed(y == 0 ? 1 : -7, 8).mapToObj(x -> new int[] {x, y}))
        .sorted(
            Comparator.<int[]>comparingInt(offset -> offset[0] * offset[0] + offset[1] * offset[1])
                .thenComparingInt(offset -> -offset[1])
                .thenComparingInt(offset -> -offset[0]))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }
}
