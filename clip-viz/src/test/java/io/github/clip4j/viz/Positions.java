package io.github.clip4j.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Coordinates that are hard on a plot, and some that are not. */
enum Positions {
  ALL_EQUAL {
    @Override
    double[] point(int i, int n, Random random) {
      return new double[] {0.25, -3};
    }
  },
  TWO_CLUMPS {
    @Override
    double[] point(int i, int n, Random random) {
      return new double[] {i % 2, i % 2};
    }
  },
  FOUR_CORNERS {
    @Override
    double[] point(int i, int n, Random random) {
      return new double[] {i % 2, i / 2 % 2};
    }
  },
  DIAGONAL {
    @Override
    double[] point(int i, int n, Random random) {
      return new double[] {i, 2.0 * i};
    }
  },
  ONE_ROW {
    @Override
    double[] point(int i, int n, Random random) {
      return new double[] {i, 0};
    }
  },
  OUTLIER {
    @Override
    double[] point(int i, int n, Random random) {
      return i == 0 ? new double[] {100, 100} : new double[] {random.nextDouble(), 0};
    }
  },
  CLUSTERS {
    @Override
    double[] point(int i, int n, Random random) {
      double angle = i % 5 * 2 * Math.PI / 5;
      return new double[] {
        Math.cos(angle) + 0.3 * random.nextGaussian(), Math.sin(angle) + 0.3 * random.nextGaussian()
      };
    }
  };

  abstract double[] point(int i, int n, Random random);

  /** Points, {@code [n][2]}. */
  List<double[]> points(int n) {
    Random random = new Random(11);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(point(i, n, random));
    }
    return points;
  }
}
