package io.github.clip4j.image.codec.jpeg;

import java.util.Objects;

/** Blocks of one scan of a progressive file: T.81 annex G, as libjpeg's jdphuff.c reads it. */
final class ProgressiveBlocks implements Scan.Blocks {
  private final EntropyReader reader;
  private final Scan scan;

  /** For how many blocks there is nothing more in this scan. */
  private int endedBlocks;

  ProgressiveBlocks(EntropyReader reader, Scan scan) {
    this.reader = reader;
    this.scan = scan;
  }

  @Override
  public void restart() {
    endedBlocks = 0;
  }

  @Override
  public void read(Scan.Part part, int row, int column) {
    Component component = part.component();
    short[] coefficients = component.coefficients;
    int at = component.coefficient(row, column);
    if (scan.from() == 0) {
      if (scan.high() == 0) {
        component.prediction += reader.difference(Objects.requireNonNull(part.dc()));
        coefficients[at] = (short) (component.prediction << scan.low());
      } else if (reader.bits(1) != 0) {
        coefficients[at] |= (short) (1 << scan.low());
      }
    } else if (scan.high() == 0) {
      readFirst(Objects.requireNonNull(part.ac()), coefficients, at);
    } else {
      refine(Objects.requireNonNull(part.ac()), coefficients, at);
    }
  }

  private void readFirst(HuffmanTable ac, short[] coefficients, int at) {
    if (endedBlocks > 0) {
      endedBlocks--;
      return;
    }
    for (int k = scan.from(); k <= scan.to(); k++) {
      int symbol = reader.symbol(ac);
      int run = symbol >> 4;
      int size = symbol & 15;
      if (size != 0) {
        k += run;
        coefficients[at + ZigZag.ORDER[k]] = (short) (reader.value(size) << scan.low());
      } else if (run == 15) {
        k += 15;
      } else {
        endedBlocks = (1 << run) + reader.bits(run) - 1;
        return;
      }
    }
  }

  private void refine(HuffmanTable ac, short[] coefficients, int at) {
    int k = scan.from();
    if (endedBlocks == 0) {
      for (; k <= scan.to(); k++) {
        int symbol = reader.symbol(ac);
        int run = symbol >> 4;
        int size = symbol & 15;
        int found = 0;
        if (size != 0) {
          if (size != 1) {
            throw Damage.of("a refinement by more than one bit");
          }
          found = reader.bits(1) != 0 ? 1 << scan.low() : -1 << scan.low();
        } else if (run != 15) {
          endedBlocks = (1 << run) + reader.bits(run);
          break;
        }
        k = refineUntil(run, k, coefficients, at);
        if (found != 0) {
          coefficients[at + ZigZag.ORDER[k]] = (short) found;
        }
      }
    }
    if (endedBlocks > 0) {
      refineUntil(Component.SIZE, k, coefficients, at);
      endedBlocks--;
    }
  }

  /** Refines the coefficients that are there from k on, up to the one behind {@code run} zeros. */
  private int refineUntil(int run, int k, short[] coefficients, int at) {
    int bit = 1 << scan.low();
    int zeros = run;
    for (; k <= scan.to(); k++) {
      int place = at + ZigZag.ORDER[k];
      int known = coefficients[place];
      if (known == 0) {
        if (zeros-- == 0) {
          break;
        }
      } else if (reader.bits(1) != 0 && (known & bit) == 0) {
        coefficients[place] = (short) (known >= 0 ? known + bit : known - bit);
      }
    }
    return k;
  }
}
