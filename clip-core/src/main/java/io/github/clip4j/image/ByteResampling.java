package io.github.clip4j.image;

import io.github.clip4j.image.Resampler.Plan;
import java.util.Arrays;

/** The two passes for 8-bit samples: fixed point, clipped to a byte after each. */
final class ByteResampling {
  private static final int HALF = 1 << (Kernel.PRECISION_BITS - 1);

  private ByteResampling() {}

  /**
   * Resizes.
   *
   * @param source rows of interleaved samples, {@code width} pixels each
   * @return the plan's window
   */
  static byte[] resize(byte[] source, int width, int bands, Plan plan) {
    int outWidth = plan.window().width();
    int outHeight = plan.window().height();
    if (plan.horizontalFirst()) {
      int top = plan.changesHeight() ? plan.vertical().begin() : plan.window().y();
      int bottom = plan.changesHeight() ? plan.vertical().end() : top + outHeight;
      byte[] between =
          plan.changesWidth()
              ? horizontal(source, width, bands, top, bottom - top, plan.horizontal(), 0)
              : columns(source, width, bands, top, bottom - top, plan.window().x(), outWidth);
      return plan.changesHeight()
          ? vertical(between, outWidth, bands, 0, outWidth, plan.vertical(), top)
          : between;
    }
    int left = plan.changesWidth() ? plan.horizontal().begin() : plan.window().x();
    int right = plan.changesWidth() ? plan.horizontal().end() : left + outWidth;
    byte[] between = vertical(source, width, bands, left, right - left, plan.vertical(), 0);
    return plan.changesWidth()
        ? horizontal(between, right - left, bands, 0, outHeight, plan.horizontal(), left)
        : between;
  }

  private static byte[] columns(
      byte[] source, int width, int bands, int top, int rows, int left, int columns) {
    byte[] result = new byte[rows * columns * bands];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(
          source, ((top + y) * width + left) * bands, result, y * columns * bands, columns * bands);
    }
    return result;
  }

  /** Rows {@code top … top + rows - 1}; the source's first column is column {@code left}. */
  private static byte[] horizontal(
      byte[] source, int width, int bands, int top, int rows, Kernel kernel, int left) {
    int outputs = kernel.outputs();
    byte[] result = new byte[rows * outputs * bands];
    for (int y = 0; y < rows; y++) {
      int in = ((top + y) * width - left) * bands;
      int out = y * outputs * bands;
      switch (bands) {
        case 1 -> row1(source, in, result, out, kernel);
        case 3 -> row3(source, in, result, out, kernel);
        default -> rowN(source, in, bands, result, out, kernel);
      }
    }
    return result;
  }

  private static void row1(byte[] source, int in, byte[] result, int out, Kernel kernel) {
    int[] weights = kernel.fixed();
    for (int x = 0; x < kernel.outputs(); x++) {
      int w = kernel.offset(x);
      int p = in + kernel.first(x);
      int sum = HALF;
      for (int end = p + kernel.count(x); p < end; p++, w++) {
        sum += (source[p] & 255) * weights[w];
      }
      result[out + x] = clip(sum);
    }
  }

  private static void row3(byte[] source, int in, byte[] result, int out, Kernel kernel) {
    int[] weights = kernel.fixed();
    for (int x = 0, q = out; x < kernel.outputs(); x++, q += 3) {
      int w = kernel.offset(x);
      int p = in + 3 * kernel.first(x);
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      for (int end = w + kernel.count(x); w < end; w++, p += 3) {
        int weight = weights[w];
        red += (source[p] & 255) * weight;
        green += (source[p + 1] & 255) * weight;
        blue += (source[p + 2] & 255) * weight;
      }
      result[q] = clip(red);
      result[q + 1] = clip(green);
      result[q + 2] = clip(blue);
    }
  }

  private static void rowN(
      byte[] source, int in, int bands, byte[] result, int out, Kernel kernel) {
    int[] weights = kernel.fixed();
    for (int x = 0; x < kernel.outputs(); x++) {
      int w = kernel.offset(x);
      int p = in + bands * kernel.first(x);
      for (int band = 0; band < bands; band++) {
        int sum = HALF;
        for (int i = 0; i < kernel.count(x); i++) {
          sum += (source[p + i * bands + band] & 255) * weights[w + i];
        }
        result[out + x * bands + band] = clip(sum);
      }
    }
  }

  /** Columns {@code left … left + columns - 1}; the source's first row is row {@code top}. */
  private static byte[] vertical(
      byte[] source, int width, int bands, int left, int columns, Kernel kernel, int top) {
    int length = columns * bands;
    byte[] result = new byte[kernel.outputs() * length];
    int[] sums = new int[length];
    int[] weights = kernel.fixed();
    for (int y = 0; y < kernel.outputs(); y++) {
      Arrays.fill(sums, HALF);
      int w = kernel.offset(y);
      int count = kernel.count(y);
      int p = ((kernel.first(y) - top) * width + left) * bands;
      int stride = width * bands;
      int i = 0;
      for (; i + 4 <= count; i += 4, p += 4 * stride) {
        addFour(sums, source, p, stride, weights, w + i);
      }
      for (; i < count; i++, p += stride) {
        addOne(sums, source, p, weights[w + i]);
      }
      for (int x = 0, q = y * length; x < length; x++, q++) {
        result[q] = clip(sums[x]);
      }
    }
    return result;
  }

  private static void addFour(int[] sums, byte[] source, int p, int stride, int[] weights, int w) {
    int w0 = weights[w];
    int w1 = weights[w + 1];
    int w2 = weights[w + 2];
    int w3 = weights[w + 3];
    int p1 = p + stride;
    int p2 = p1 + stride;
    int p3 = p2 + stride;
    for (int x = 0; x < sums.length; x++) {
      sums[x] +=
          (source[p + x] & 255) * w0
              + (source[p1 + x] & 255) * w1
              + (source[p2 + x] & 255) * w2
              + (source[p3 + x] & 255) * w3;
    }
  }

  private static void addOne(int[] sums, byte[] source, int p, int weight) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += (source[p + x] & 255) * weight;
    }
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> Kernel.PRECISION_BITS));
  }
}
