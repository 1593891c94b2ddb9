package io.github.clip4j.image.codec.jpeg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Memory that decoding needs, to be used for one picture after the other: a picture is good until
 * the next one is decoded with the same buffers. For one thread at a time.
 */
public final class JpegBuffers {
  private byte[] samples = {};
  private short[] coefficients = {};
  private @Nullable BlockBatch batch;

  /** Makes buffers that grow as needed. */
  public JpegBuffers() {}

  /** {@return how much memory they hold, in bytes} */
  public long size() {
    return samples.length + (long) Short.BYTES * coefficients.length;
  }

  /** At least this many samples, of any value. */
  byte[] samples(int count) {
    if (samples.length < count) {
      samples = new byte[count];
    }
    return samples;
  }

  /** At least this many coefficients, the first {@code count} of them 0. */
  short[] coefficients(int count) {
    if (coefficients.length < count) {
      coefficients = new short[count];
    } else {
      Arrays.fill(coefficients, 0, count, (short) 0);
    }
    return coefficients;
  }

  /** An empty batch that writes to these samples. */
  BlockBatch batch(byte[] target) {
    if (batch == null) {
      batch = new BlockBatch();
    }
    batch.start(target);
    return batch;
  }
}
