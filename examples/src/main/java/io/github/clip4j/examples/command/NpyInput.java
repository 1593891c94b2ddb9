package io.github.clip4j.examples.command;

import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.NpyRows;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.ejml.data.FMatrixRMaj;

/** Reads arrays of {@code <f4} or {@code <f8}. */
final class NpyInput {
  private NpyInput() {}

  /** The rows of a file, {@code [n, d]}. */
  static Rows rows(Path file) {
    try {
      return NpyRows.open(file);
    } catch (IOException e) {
      throw new CommandException("cannot read " + file + ": " + Reasons.of(e), e);
    }
  }

  /** A whole file, {@code [n, d]}. */
  static FMatrixRMaj matrix(Path file) {
    Rows rows = rows(file);
    FMatrixRMaj matrix = new FMatrixRMaj(rows.count(), rows.dimension());
    rows.copy(0, rows.count(), FloatBuffer.wrap(matrix.data));
    return matrix;
  }
}
