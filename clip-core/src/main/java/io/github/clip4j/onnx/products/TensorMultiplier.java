package io.github.clip4j.onnx.products;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the product graphs with outputs of its own, which are kept from call to call. */
final class TensorMultiplier implements Multiplier {
  private final ProductSessions sessions;
  private FloatBuffer memory = FloatBuffer.allocate(0);
  private @Nullable OnnxTensor output;
  private @Nullable TensorStage staging;
  private @Nullable TensorStage shift;
  private int outputRows;
  private int outputColumns;

  TensorMultiplier(ProductSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Operand place(FloatBuffer values, int rows, int columns) {
    try {
      if (ProductSessions.isDirect(values)) {
        FloatBuffer slice = values.slice().limit(rows * columns);
        return TensorOperand.of(ProductSessions.tensor(slice, rows, columns), null, rows, columns);
      }
      if (IdleMemory.isSmall(rows * columns)) {
        TensorStage small = new TensorStage(rows, columns);
        small.load(values, rows);
        return small;
      }
      staging = fitting(staging, rows, columns);
      staging.load(values, rows);
      OrtSession.Result copy = sessions.copy().run(Map.of("a", staging.tensor()));
      return TensorOperand.of((OnnxTensor) copy.get(0), copy, rows, columns);
    } catch (OrtException e) {
      throw OnnxProducts.failed(e);
    }
  }

  private static TensorStage fitting(@Nullable TensorStage stage, int rows, int columns) {
    if (stage != null && stage.columns() == columns && stage.capacity() >= rows) {
      return stage;
    }
    if (stage != null) {
      stage.close();
    }
    return new TensorStage(rows, columns);
  }

  @Override
  public void multiply(Operand a, Operand b, float[] products) {
    Map<String, OnnxTensor> inputs =
        Map.of("a", ((TensorOperand) a).tensor(), "b", ((TensorOperand) b).tensor());
    run(sessions.product(), inputs, a.rows(), b.rows(), products);
  }

  @Override
  public void multiplyByGram(Operand a, Operand v, float[] offsets, float[] sums) {
    shift = fitting(shift, 1, v.rows());
    shift.load(FloatBuffer.wrap(offsets), 1);
    OnnxTensor x = ((TensorOperand) a).tensor();
    OnnxTensor vectors = ((TensorOperand) v).tensor();
    Map<String, OnnxTensor> inputs = Map.of("a", x, "v", vectors, "c", shift.tensor());
    run(sessions.gram(), inputs, v.rows(), v.columns(), sums);
  }

  private void run(
      OrtSession session, Map<String, OnnxTensor> inputs, int rows, int columns, float[] to) {
    try {
      Map<String, OnnxTensor> pinned = Map.of("y", output(rows, columns));
      session.run(inputs, Set.of(), pinned, null).close();
    } catch (OrtException e) {
      throw OnnxProducts.failed(e);
    }
    memory.get(0, to, 0, rows * columns);
  }

  private OnnxTensor output(int rows, int columns) throws OrtException {
    OnnxTensor existing = output;
    if (existing != null && rows == outputRows && columns == outputColumns) {
      return existing;
    }
    free();
    if (memory.capacity() < rows * columns) {
      memory = ProductSessions.direct(rows * columns);
    }
    OnnxTensor created =
        ProductSessions.tensor(memory.duplicate().limit(rows * columns), rows, columns);
    output = created;
    outputRows = rows;
    outputColumns = columns;
    return created;
  }

  @Override
  public void close() {
    free();
    if (staging != null) {
      staging.close();
      staging = null;
    }
    if (shift != null) {
      shift.close();
      shift = null;
    }
  }

  private void free() {
    if (output != null) {
      output.close();
      output = null;
    }
  }
}
