package io.github.clip4j.journal;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes vectors of the bytes of files. As with a real graph, but far more visibly, they depend on
 * the batch: on its length, and on who sits in it. A file that begins with "broken" cannot be read.
 */
final class NeighbourlyEncoder implements ImageEncoder {
  static final int BATCH_SIZE = 4;
  static final int DIMENSION = 16;

  private final String fingerprint;
  private final long millisPerBatch;
  private int encoded;

  NeighbourlyEncoder(String fingerprint, long millisPerBatch) {
    this.fingerprint = fingerprint;
    this.millisPerBatch = millisPerBatch;
  }

  /** How many images were encoded. */
  synchronized int encoded() {
    return encoded;
  }

  private synchronized void count(int images) {
    encoded += images;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int batchSize() {
    return BATCH_SIZE;
  }

  @Override
  public Batch newBatch() {
    return new Bytes();
  }

  @Override
  public void close() {}

  private final class Bytes implements Batch {
    private final @Nullable String[] contents = new @Nullable String[BATCH_SIZE];

    @Override
    public void load(int slot, ImageSource image) {
      try (InputStream in = image.open()) {
        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        contents[slot] = content;
        if (content.startsWith("broken")) {
          throw new ImageException("it is broken");
        }
      } catch (IOException e) {
        throw new ImageException("it cannot be opened", e);
      }
    }

    @Override
    public float[][] encode(int[] slots) {
      try {
        Thread.sleep(millisPerBatch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      count(slots.length);
      float[][] vectors = new float[slots.length][DIMENSION];
      int batch = String.join("|", Arrays.asList(contents)).hashCode();

      for (int row = 0; row < slots.length; row++) {
        Random random = new Random(String.valueOf(contents[slots[row]]).hashCode() * 31L + batch);
        for (int i = 0; i < DIMENSION; i++) {
          vectors[row][i] = (float) random.nextGaussian();
        }
      }
      Arrays.fill(contents, null);
      return vectors;
    }

    @Override
    public void close() {}
  }
}
