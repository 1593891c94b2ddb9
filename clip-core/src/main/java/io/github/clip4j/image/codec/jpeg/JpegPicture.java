package io.github.clip4j.image.codec.jpeg;

import io.github.clip4j.error.ImageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file: first its headers, then the samples of its components, row by row, at the size of
 * the image. One instance serves one thread.
 */
public final class JpegPicture {
  /** The last of the coefficients that decide on smoothing (jdcoefct.c's SAVED_COEFS). */
  private static final int SMOOTHED = 9;

  private final byte[] data;
  private final Frame frame;
  private final Segments segments;
  private final Tables tables;
  private final List<Component> components;
  private final List<Upsampling> upsamplings = new ArrayList<>();
  private final int unitsAcross;
  private final int unitsDown;
  private final Scan firstScan;

  /** A row of two components that go through the upsampling together. */
  private int[] pairs = {};

  /** For a file whose headers have been read up to the first scan's. */
  private JpegPicture(byte[] data, Frame frame, Tables tables, Segments segments) {
    this.data = data;
    this.frame = frame;
    this.tables = tables;
    this.segments = segments;
    components = frame.components();
    Frame.Sampling most = frame.most();
    int next = 0;
    while (next < components.size()) {
      boolean paired = next == 1 && isAlike(1, 2);
      Component second = paired ? components.get(2) : null;
      upsamplings.add(new Upsampling(components.get(next), second, most));
      next += paired ? 2 : 1;
    }
    unitsAcross = components.get(0).paddedAcross / components.get(0).across;
    unitsDown = components.get(0).paddedDown / components.get(0).down;
    firstScan = scan();
  }

  /**
   * Reads the headers.
   *
   * @param data the whole file
   * @return the picture, or null if its process is none that is decoded here (arithmetic coding,
   *     lossless, hierarchical)
   * @throws ImageException if the file is damaged or truncated
   */
  public static @Nullable JpegPicture open(byte[] data) {
    Segments segments = new Segments(data, 2);
    Tables tables = new Tables(data);
    Frame frame = null;
    for (int marker = segments.next(); marker != Segments.SOS; marker = segments.next()) {
      if (marker == Segments.EOI) {
        throw Damage.of("it ends before the image data");
      }
      if (Frame.isHeader(marker)) {
        if (frame != null) {
          throw Damage.of("two frame headers");
        }
        frame = Frame.of(marker, data, segments.body(), segments.end());
      } else {
        tables.read(marker, segments.body(), segments.end());
      }
    }
    if (frame == null) {
      throw Damage.of("image data without a frame header");
    }
    return frame.isHuffmanCoded() ? new JpegPicture(data, frame, tables, segments) : null;
  }

  /** {@return columns of the image} */
  public int width() {
    return frame.width();
  }

  /** {@return rows of the image} */
  public int height() {
    return frame.height();
  }

  /** {@return how many components there are} */
  public int components() {
    return components.size();
  }

  /**
   * Decodes all scans. Only samples of the given part of the image are kept.
   *
   * @param left first column
   * @param top first row
   * @param right one more than the last column
   * @param bottom one more than the last row
   * @param buffers that hold the samples
   * @param betweenRows called now and then; what it throws ends the decoding
   * @throws ImageException if the file is damaged or truncated
   */
  public void decode(
      int left, int top, int right, int bottom, JpegBuffers buffers, Runnable betweenRows) {
    boolean buffered = isBuffered();
    int count = sampleCount();
    byte[] samples = buffers.samples(count);
    short[] coefficients = buffered ? buffers.coefficients(count) : new short[0];
    for (Upsampling upsampling : upsamplings) {
      upsampling.need(left, top, right, bottom);
    }
    int first = 0;
    for (int i = 0; i < components.size(); i++) {
      components.get(i).place(samples, coefficients, first);
      first += components.get(i).sampleCount();
    }
    BlockBatch batch = buffers.batch(samples);
    read(firstScan, buffered, batch, betweenRows);
    while (nextScan()) {
      if (!buffered) {
        throw Damage.of("more image data than its header speaks of");
      }
      read(scan(), true, batch, betweenRows);
    }
    if (buffered) {
      components.forEach(component -> component.transform(batch));
    }
    batch.flush();
  }

  private int sampleCount() {
    int count = 0;
    for (Component component : components) {
      count = Math.addExact(count, component.sampleCount());
    }
    return count;
  }

  /** Whether coefficients come in parts, so that they have to be kept. */
  private boolean isBuffered() {
    return frame.isProgressive() || firstScan.parts().size() < components.size();
  }

  /** {@return how many bytes it takes to decode a pixel, rounded up} */
  public int bytesPerPixel() {
    long bytes = sampleCount() * (isBuffered() ? 1L + Short.BYTES : 1L);
    long pixels = (long) frame.width() * frame.height();
    return (int) Math.min(Integer.MAX_VALUE, (bytes + pixels - 1) / pixels);
  }

  /** {@return how many samples the first scan speaks of} */
  public long promisedSamples() {
    return firstScan.blocks(unitsAcross, unitsDown) * Component.SIZE;
  }

  /**
   * {@return the most samples that one byte of the first scan can stand for: no code is shorter
   * than a bit, and a block takes two, or one where only its DC coefficient is there}
   */
  public int samplesPerByte() {
    return Byte.SIZE / (frame.isProgressive() ? 1 : 2) * Component.SIZE;
  }

  /** The scan whose header is the current segment. */
  private Scan scan() {
    return Scan.of(
        data, segments.body(), segments.end(), components, tables, frame.isProgressive());
  }

  private void read(Scan scan, boolean buffered, BlockBatch batch, Runnable betweenRows) {
    EntropyReader reader = new EntropyReader(data, segments.end());
    Scan.Blocks blocks;
    if (frame.isProgressive()) {
      blocks = new ProgressiveBlocks(reader, scan);
    } else {
      blocks = buffered ? new BufferedBlocks(reader) : new SequentialBlocks(reader, batch);
    }
    scan.read(reader, blocks, tables.restartInterval(), unitsAcross, unitsDown, betweenRows);
    segments.moveTo(reader.position());
  }

  /** Moves on to the next scan's header; false at the end of the image. */
  private boolean nextScan() {
    while (true) {
      int marker = segments.next();
      if (marker == Segments.EOI || marker == Segments.SOS) {
        return marker == Segments.SOS;
      }
      tables.read(marker, segments.body(), segments.end());
    }
  }

  /**
   * {@return whether every bit of the low frequencies was there; libjpeg smooths progressive files
   * that end before that}
   */
  public boolean isComplete() {
    for (Component component : components) {
      for (int i = 0; frame.isProgressive() && i <= SMOOTHED; i++) {
        if (component.unknownBits[i] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Gives a row of the part that was asked for.
   *
   * @param y the row
   * @param from first column
   * @param to one more than the last column
   * @param out {@code [components][at least to - from]}, samples of 0 to 255
   */
  public void row(int y, int from, int to, int[][] out) {
    int next = 0;
    for (Upsampling upsampling : upsamplings) {
      boolean two = upsampling.isOfTwo();
      // One call for both kinds: it is large, and would be compiled into this twice.
      int[] target = two ? pairs(to - from) : out[next];
      upsampling.row(y, from, to, target);
      if (two) {
        Upsampling.split(target, out[next], out[next + 1], to - from);
      }
      next += two ? 2 : 1;
    }
  }

  private int[] pairs(int count) {
    if (pairs.length < count) {
      pairs = new int[count];
    }
    return pairs;
  }

  /** Whether two components are there that are sampled alike. */
  private boolean isAlike(int i, int j) {
    return j < components.size()
        && components.get(i).across == components.get(j).across
        && components.get(i).down == components.get(j).down;
  }
}
