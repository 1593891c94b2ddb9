package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * One clustering: its labels as places in the sorted list of distinct ones, the sums of each row's
 * distances by cluster, and the silhouette that comes of them.
 */
final class Labelling {
  private final int[] names;
  private final int[] places;
  private final int[] sizes;
  private final double[] sums;

  Labelling(int[] labels) {
    names = Arrays.stream(labels).sorted().distinct().toArray();
    places = Arrays.stream(labels).map(label -> Arrays.binarySearch(names, label)).toArray();
    sizes = new int[names.length];
    for (int place : places) {
      sizes[place]++;
    }
    sums = new double[Math.multiplyExact(labels.length, names.length)];
  }

  /** The number of sums, one for each row and cluster. */
  int length() {
    return sums.length;
  }

  /** Adds the distance of two rows to the sums of both. */
  void add(int i, int j, double distance, double[] to) {
    to[i * names.length + places[j]] += distance;
    to[j * names.length + places[i]] += distance;
  }

  /** Adds sums of a part of the distances. */
  void add(double[] part) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += part[i];
    }
  }

  /** Adds distances {@code [own size, others size]} to the sums of the own rows. */
  void addRows(float[] distances, SampleReader own, SampleReader others, double[] to) {
    int count = others.size();
    int k = names.length;
    int i = 0;
    // Four rows at a time, so that additions to one sum do not wait for each other.
    for (; i + 4 <= own.size(); i += 4) {
      int s = (own.first() + i) * k;
      int at = i * count;
      for (int j = 0; j < count; j++) {
        int place = s + places[others.first() + j];
        to[place] += distances[at + j];
        to[place + k] += distances[at + count + j];
        to[place + 2 * k] += distances[at + 2 * count + j];
        to[place + 3 * k] += distances[at + 3 * count + j];
      }
    }
    for (; i < own.size(); i++) {
      int s = (own.first() + i) * k;
      for (int j = 0; j < count; j++) {
        to[s + places[others.first() + j]] += distances[i * count + j];
      }
    }
  }

  /** Adds distances {@code [own size, others size]} to the sums of the other rows. */
  void addColumns(float[] distances, SampleReader own, SampleReader others, double[] to) {
    int count = others.size();
    int k = names.length;
    double[] columns = new double[k * count];
    for (int i = 0; i < own.size(); i++) {
      int at = i * count;
      int place = places[own.first() + i] * count;
      for (int j = 0; j < count; j++) {
        columns[place + j] += distances[at + j];
      }
    }
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < count; j++) {
        to[(others.first() + j) * k + c] += columns[c * count + j];
      }
    }
  }

  Silhouette silhouette() {
    double[] samples = new double[places.length];
    int[] neighbours = new int[places.length];
    for (int i = 0; i < samples.length; i++) {
      int own = places[i];
      int nearest = -1;
      double b = Double.POSITIVE_INFINITY;
      for (int c = 0; c < names.length; c++) {
        double distance = sums[i * names.length + c] / sizes[c];
        if (c != own && distance < b) {
          b = distance;
          nearest = c;
        }
      }
      neighbours[i] = names[nearest];
      if (sizes[own] > 1) {
        double a = sums[i * names.length + own] / (sizes[own] - 1);
        double larger = Math.max(a, b);
        samples[i] = larger > 0 ? (b - a) / larger : 0;
      }
    }
    return new Silhouette(samples, neighbours);
  }
}
