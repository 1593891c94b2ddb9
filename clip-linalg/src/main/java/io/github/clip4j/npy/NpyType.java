package io.github.clip4j.npy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The element types that are read and written, all little-endian. */
enum NpyType {
  FLOAT16("<f2", 2),
  FLOAT32("<f4", 4),
  FLOAT64("<f8", 8),
  INT32("<i4", 4);

  private final String descr;
  private final int size;

  NpyType(String descr, int size) {
    this.descr = descr;
    this.size = size;
  }

  /** NumPy's name of the type, {@code descr} in a header. */
  String descr() {
    return descr;
  }

  /** Bytes of an element. */
  int size() {
    return size;
  }

  static Optional<NpyType> of(String descr) {
    return Arrays.stream(values()).filter(type -> type.descr.equals(descr)).findFirst();
  }

  static String supported() {
    return Arrays.stream(values()).map(NpyType::descr).collect(Collectors.joining(", "));
  }
}
