package io.github.clip4j.image.codec.jpeg;

import java.util.Objects;

/** Blocks whose coefficients come all at once, and become samples at once: T.81 F.2.2. */
final class SequentialBlocks implements Scan.Blocks {
  private final EntropyReader reader;
  private final BlockBatch batch;

  SequentialBlocks(EntropyReader reader, BlockBatch batch) {
    this.reader = reader;
    this.batch = batch;
  }

  @Override
  public void read(Scan.Part part, int row, int column) {
    Component component = part.component();
    HuffmanTable ac = Objects.requireNonNull(part.ac());
    component.prediction += reader.difference(Objects.requireNonNull(part.dc()));
    if (!component.needs(row, column)) {
      reader.skipCoefficients(ac);
      return;
    }
    int[] quantization = Objects.requireNonNull(component.quantization);
    batch.add(component.sample(row, column), component.stride());
    int block = batch.index();
    reader.coefficients(ac, ZigZag.ORDER, quantization, batch.values(), block);
    batch.values()[0][block] = (short) ((short) component.prediction * quantization[0]);
  }

  @Override
  public void restart() {}
}
