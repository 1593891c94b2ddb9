package io.github.clip4j.linalg;

import java.util.Arrays;

/** The squared distances of all rows to the centres of their clusters, from differences. */
final class CentreDistances {
  private final Samples samples;
  private final Blocks parts;
  private final Workers workers;
  private final double[] centres;
  private final int[] labels;

  CentreDistances(Samples samples, Blocks parts, Workers workers, double[] centres, int[] labels) {
    this.samples = samples;
    this.parts = parts;
    this.workers = workers;
    this.centres = centres;
    this.labels = labels;
  }

  /** Their sum, in float64 from differences that are rounded to float32. */
  double sum() {
    double[] partial = new double[parts.parts()];
    workers.forEach(parts.parts(), () -> new SumTask(partial));
    return Arrays.stream(partial).sum();
  }

  /** Each of them, {@code [n]}. */
  double[] each() {
    double[] distances = new double[samples.count()];
    workers.forEach(parts.count(), () -> new DistanceTask(distances));
    return distances;
  }

  private double distance(float[] values, int start, int label) {
    int d = samples.d();
    return Vectors.squaredDistance(values, start, centres, label * d, d);
  }

  /** Adds up the distances of the rows of parts. */
  private final class SumTask implements Workers.Task {
    private final SampleReader reader = samples.reader();
    private final double[] sums;
    private final Inertia inertia = new Inertia(centres, centres.length / samples.d());
    private final boolean centresAreSafe;

    SumTask(double[] sums) {
      this.sums = sums;
      double square = Vectors.dot(centres, 0, centres, 0, centres.length);
      this.centresAreSafe = square < SampleReader.LARGEST_SQUARE;
    }

    @Override
    public void run(int part) {
      for (int b = parts.firstOfPart(part); b < parts.firstOfPart(part + 1); b++) {
        reader.go(b);
        boolean inFloat32 = centresAreSafe && reader.sumsAreSafe();
        float[] values = reader.values();
        for (int i = 0; i < reader.size(); i++) {
          int label = labels[reader.first() + i];
          if (inFloat32) {
            inertia.add(values, reader.start(i), label);
          } else {
            sums[part] += distance(values, reader.start(i), label);
          }
        }
        sums[part] += inertia.take();
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** Measures the rows of blocks. */
  private final class DistanceTask implements Workers.Task {
    private final SampleReader reader = samples.reader();
    private final double[] distances;

    DistanceTask(double[] distances) {
      this.distances = distances;
    }

    @Override
    public void run(int block) {
      reader.go(block);
      float[] values = reader.values();
      for (int i = 0; i < reader.size(); i++) {
        int row = reader.first() + i;
        distances[row] = distance(values, reader.start(i), labels[row]);
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
