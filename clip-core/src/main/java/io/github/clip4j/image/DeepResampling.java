package io.github.clip4j.image;

import io.github.clip4j.image.Resampler.Plan;
import io.github.clip4j.image.codec.Mode;

/** The two passes for 16 and 32-bit samples: in double, rounded to the sample type after each. */
final class DeepResampling {
  private final Mode mode;
  private final int width;
  private final int height;
  private final double[] source;

  DeepResampling(Mode mode, int width, int height, double[] source) {
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.source = source;
  }

  double[] resize(Plan plan) {
    DeepResampling current = this;
    if (plan.horizontalFirst()) {
      current = current.horizontally(plan).vertically(plan);
    } else {
      current = current.vertically(plan).horizontally(plan);
    }
    return current.source;
  }

  private DeepResampling horizontally(Plan plan) {
    Kernel kernel = plan.horizontal();
    int columns = plan.window().width();
    double[] result = new double[height * columns];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns; x++) {
        result[y * columns + x] =
            plan.changesWidth()
                ? sum(kernel, x, y * width + kernel.first(x), 1)
                : source[y * width + plan.window().x() + x];
      }
    }
    return new DeepResampling(mode, columns, height, result);
  }

  private DeepResampling vertically(Plan plan) {
    Kernel kernel = plan.vertical();
    int rows = plan.window().height();
    double[] result = new double[rows * width];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < width; x++) {
        result[y * width + x] =
            plan.changesHeight()
                ? sum(kernel, y, kernel.first(y) * width + x, width)
                : source[(plan.window().y() + y) * width + x];
      }
    }
    return new DeepResampling(mode, width, rows, result);
  }

  private double sum(Kernel kernel, int output, int from, int stride) {
    double sum = 0;
    int w = kernel.offset(output);
    for (int i = 0; i < kernel.count(output); i++) {
      sum += source[from + i * stride] * kernel.exact()[w + i];
    }
    return switch (mode) {
      case F32 -> (float) sum;
      case I16 -> Math.max(0, Math.min(65535, rounded(sum)));
      default -> rounded(sum);
    };
  }

  /** Resample.c's ROUND_UP: halves away from zero. */
  private static int rounded(double value) {
    return (int) (value >= 0 ? value + 0.5 : value - 0.5);
  }
}
