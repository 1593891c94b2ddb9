package io.github.clip4j.model;

import org.junit.jupiter.api.Nested;

/** Every layout of the reference models, under one contract. */
class ReferenceModelsTest {

  /** For half precision, and for int8 by the goldens' own tolerance. */
  private abstract static class Rounded extends ReferenceModelContract {
    private final double cosine;

    Rounded(String name, ModelOptions options, double cosine) {
      super(name, options);
      this.cosine = cosine;
    }

    @Override
    double cosine() {
      return cosine;
    }

    @Override
    double difference() {
      return 1;
    }

    /** One unit in the last place of a half-precision entry; int8 graphs are run one by one. */
    @Override
    double independence() {
      return 5e-4;
    }
  }

  @Nested
  class SplitTowersOfViTB32 extends ReferenceModelContract {
    SplitTowersOfViTB32() {
      super("clip-vit-b32-shape");
    }
  }

  @Nested
  class QuantizedTowersOfViTB32 extends Rounded {
    QuantizedTowersOfViTB32() {
      super("clip-vit-b32-shape", ModelOptions.standard().withVariant("quantized"), 0.997);
    }
  }

  @Nested
  class SplitTowers extends ReferenceModelContract {
    SplitTowers() {
      super("tinyclip-split");
    }
  }

  @Nested
  class HalfPrecision extends Rounded {
    HalfPrecision() {
      super("tinyclip-fp16", ModelOptions.standard(), 0.9999);
    }
  }

  @Nested
  class Quantized extends Rounded {
    Quantized() {
      super("tinyclip-int8", ModelOptions.standard(), 0.998);
    }
  }

  @Nested
  class JointGraph extends ReferenceModelContract {
    JointGraph() {
      super("tinyclip-joint");
    }

    @Override
    LogitScale.Origin origin() {
      return LogitScale.Origin.SOLVED;
    }
  }

  @Nested
  class Siglip extends ReferenceModelContract {
    Siglip() {
      super("siglip-small");
    }

    @Override
    LogitScale.Origin origin() {
      return LogitScale.Origin.SOLVED;
    }
  }

  @Nested
  class OpenClipTowers extends ReferenceModelContract {
    OpenClipTowers() {
      super("openclip-immich", ModelOptions.standard().withLogitScale(Math.log(1 / 0.07)));
    }

    @Override
    LogitScale.Origin origin() {
      return LogitScale.Origin.GIVEN;
    }
  }
}
