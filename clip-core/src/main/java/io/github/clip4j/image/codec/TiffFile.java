package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Reads the first image of a TIFF: strips or tiles, in one plane or one for each sample. As Pillow,
 * and unlike for the other formats, it always applies the orientation.
 */
final class TiffFile {
  private static final int JPEG = 7;

  private final byte[] data;
  private final DecodeAllowance allowance;
  private final TiffDirectory tags;
  private final TiffLayout layout;
  private final int width;
  private final int height;

  private TiffFile(byte[] data, DecodeAllowance allowance) {
    this.data = data;
    this.allowance = allowance;
    tags = new TiffDirectory(data);
    width = tags.number(TiffDirectory.WIDTH, 0);
    height = tags.number(TiffDirectory.HEIGHT, 0);
    layout = TiffLayout.of(tags);
    allowance.check(width, height, layout.mode().isDeep() ? 8 : layout.mode().bands());
  }

  static Pixels read(byte[] data, DecodeAllowance allowance) {
    try {
      return new TiffFile(data, allowance).read();
    } catch (IndexOutOfBoundsException e) {
      throw new ImageException("truncated TIFF: the file ends within the image", e);
    }
  }

  private Pixels read() {
    boolean tiled = tags.has(TiffDirectory.TILE_OFFSETS);
    int blockWidth = tiled ? tags.number(TiffDirectory.TILE_WIDTH, 0) : width;
    int blockHeight =
        tiled
            ? tags.number(TiffDirectory.TILE_HEIGHT, 0)
            : (int) Math.min(height, tags.value(TiffDirectory.ROWS_PER_STRIP, height));
    if (blockWidth < 1 || blockHeight < 1) {
      throw new ImageException(
          "damaged TIFF: blocks of " + blockWidth + " x " + blockHeight + " pixels");
    }
    allowance.check(blockWidth, blockHeight, layout.mode().bands());
    long[] offsets = tags.values(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS);
    long[] sizes = tags.values(tiled ? TiffDirectory.TILE_SIZES : TiffDirectory.STRIP_SIZES);
    int across = (width + blockWidth - 1) / blockWidth;
    int down = (height + blockHeight - 1) / blockHeight;
    int planes = layout.planar() ? layout.samplesPerPixel() : 1;
    if (offsets.length < (long) across * down * planes) {
      throw new ImageException("damaged TIFF: blocks of the image are missing");
    }
    checkLength(sizes, planes);
    TiffSamples samples = new TiffSamples(layout, width, height, planes);
    for (int block = 0; block < across * down * planes; block++) {
      allowance.checkTime();
      int index = block % (across * down);
      int top = index / across * blockHeight;
      int rows = tiled ? blockHeight : Math.min(blockHeight, height - top);
      byte[] stored = stored(offsets, sizes, block, blockWidth, rows);
      byte[] rowBytes = decode(stored, blockWidth, rows);
      samples.put(rowBytes, block / (across * down), index % across * blockWidth, top, blockWidth);
    }
    int orientation = tags.number(TiffDirectory.ORIENTATION, 1);
    Pixels pixels = samples.toPixels(tags.values(TiffDirectory.COLOR_MAP));
    return orientation >= 1 && orientation <= 8
        ? pixels.withOrientation(orientation).upright()
        : pixels;
  }

  private void checkLength(long[] sizes, int planes) {
    boolean told = sizes.length > 0 && LongStream.of(sizes).allMatch(size -> size > 0);
    if (told && layout.compression() != JPEG) {
      allowance.checkLength(
          (long) layout.rowBytes(width) * height * planes,
          LongStream.of(sizes).map(size -> Math.min(size, data.length)).sum(),
          TiffCompression.mostPerByte(layout.compression()),
          "TIFF");
    }
  }

  private byte[] stored(long[] offsets, long[] sizes, int block, int blockWidth, int rows) {
    long size =
        block < sizes.length && sizes[block] > 0
            ? sizes[block]
            : layout.compression() == 1
                ? (long) layout.rowBytes(blockWidth) * rows
                : data.length - offsets[block];
    if (offsets[block] + size > data.length || size > Integer.MAX_VALUE) {
      throw new ImageException("truncated TIFF: the file ends within the image");
    }
    byte[] bytes = Arrays.copyOfRange(data, (int) offsets[block], (int) (offsets[block] + size));
    if (tags.value(TiffDirectory.FILL_ORDER, 1) == 2) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
      }
    }
    return bytes;
  }

  private byte[] decode(byte[] stored, int blockWidth, int rows) {
    if (layout.compression() == JPEG) {
      return decodeJpeg(stored, blockWidth, rows);
    }
    int length = Math.multiplyExact(layout.rowBytes(blockWidth), rows);
    byte[] bytes = TiffCompression.expand(layout.compression(), stored, length);
    if (layout.compression() != 1 && tags.value(TiffDirectory.PREDICTOR, 1) != 1) {
      TiffCompression.undoDifferences(
          bytes, rows, layout, tags.number(TiffDirectory.PREDICTOR, 1), tags.order());
    }
    return bytes;
  }

  /** A JPEG stream without its tables, which one tag holds for all blocks. */
  private byte[] decodeJpeg(byte[] stored, int blockWidth, int rows) {
    byte[] tables = tags.bytes(TiffDirectory.JPEG_TABLES);
    byte[] stream = stored;
    if (tables.length > 4) {
      int kept = tables.length - 2;
      stream = new byte[kept + stored.length - 2];
      System.arraycopy(tables, 0, stream, 0, kept);
      System.arraycopy(stored, 2, stream, kept, stored.length - 2);
    }
    Pixels block = JpegFile.read(stream, allowance, layout.jpegColors());
    if (block.width() != blockWidth || block.height() < rows) {
      throw new ImageException("damaged TIFF: a block has another size than its JPEG");
    }
    return block.bytes();
  }
}
