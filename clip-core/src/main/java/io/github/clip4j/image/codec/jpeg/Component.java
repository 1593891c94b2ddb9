package io.github.clip4j.image.codec.jpeg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One component of a frame: how it is sampled, and what was decoded of it. */
final class Component {
  /** Edge of a block. */
  static final int BLOCK = 8;

  /** Coefficients of a block. */
  static final int SIZE = 64;

  final int id;

  /** Blocks in an interleaved unit, from left to right: the horizontal sampling factor. */
  final int across;

  /** Blocks in an interleaved unit, from top to bottom: the vertical sampling factor. */
  final int down;

  final int tableId;

  /** Samples in a row that belong to the image. */
  final int width;

  /** Rows of samples that belong to the image. */
  final int height;

  /** Blocks in a row that hold samples of the image. */
  final int blocksAcross;

  /** Rows of blocks that hold samples of the image. */
  final int blocksDown;

  /** Blocks in a row, with those that only fill an interleaved unit. */
  final int paddedAcross;

  /** Rows of blocks, with those that only fill an interleaved unit. */
  final int paddedDown;

  /** The factors at the component's first scan, in the order of the file, the last repeated. */
  int @Nullable [] quantization;

  /** How many low bits of each coefficient are not known yet; -1 where nothing is. */
  final int[] unknownBits = new int[SIZE];

  /** Holds {@code [paddedDown][paddedAcross][64]}, of files with several scans. */
  short[] coefficients = {};

  /** Holds {@code [8 paddedDown][8 paddedAcross]} samples; those of needed blocks are right. */
  byte[] samples = {};

  /** Where in {@link #samples} and {@link #coefficients} those of this component start. */
  int first;

  /** The last DC coefficient. */
  int prediction;

  private int firstColumn;
  private int endColumn;
  private int firstRow;
  private int endRow;

  Component(Frame.Sampling sampling, Frame.Sampling most, int imageWidth, int imageHeight) {
    id = sampling.id();
    across = sampling.across();
    down = sampling.down();
    tableId = sampling.tableId();
    width = quotient(imageWidth * across, most.across());
    height = quotient(imageHeight * down, most.down());
    blocksAcross = quotient(width, BLOCK);
    blocksDown = quotient(height, BLOCK);
    paddedAcross = across * quotient(imageWidth, BLOCK * most.across());
    paddedDown = down * quotient(imageHeight, BLOCK * most.down());
    Arrays.fill(unknownBits, -1);
  }

  /** How many samples there are, with those that only fill an interleaved unit. */
  int sampleCount() {
    return Math.multiplyExact(Math.multiplyExact(paddedAcross, paddedDown), SIZE);
  }

  /** Says where the samples are, and the coefficients, if they are kept. */
  void place(byte[] allSamples, short[] allCoefficients, int at) {
    samples = allSamples;
    coefficients = allCoefficients;
    first = at;
  }

  /** From coefficients to samples, for the blocks that are needed. */
  void transform(BlockBatch batch) {
    int[] factors = new int[SIZE];
    if (quantization != null) {
      for (int k = 0; k < SIZE; k++) {
        factors[ZigZag.ORDER[k]] = quantization[k];
      }
    }
    for (int row = firstRow; row < endRow; row++) {
      for (int column = firstColumn; column < endColumn; column++) {
        batch.add(sample(row, column), stride());
        int[][] values = batch.values();
        int block = batch.index();
        int at = coefficient(row, column);
        for (int i = 0; i < SIZE; i++) {
          values[i][block] = (short) (coefficients[at + i] * factors[i]);
        }
      }
    }
  }

  private static int quotient(int a, int b) {
    return (a + b - 1) / b;
  }

  int stride() {
    return BLOCK * paddedAcross;
  }

  /** Says which of the samples will be asked for. */
  void need(int left, int top, int right, int bottom) {
    firstColumn = Math.max(0, left / BLOCK);
    endColumn = Math.min(paddedAcross, quotient(right, BLOCK));
    firstRow = Math.max(0, top / BLOCK);
    endRow = Math.min(paddedDown, quotient(bottom, BLOCK));
  }

  boolean needs(int row, int column) {
    return row >= firstRow && row < endRow && column >= firstColumn && column < endColumn;
  }

  /** Where a block's first sample is. */
  int sample(int row, int column) {
    return first + BLOCK * (row * stride() + column);
  }

  /** Where a block's first coefficient is. */
  int coefficient(int row, int column) {
    return first + SIZE * (row * paddedAcross + column);
  }
}
