package io.github.clip4j.model;

import org.junit.jupiter.api.Nested;

/** Every layout of the reference models, under one contract. */
class ReferenceModelsTest {

  /** Vectors of a lower precision are compared by their direction. */
  private abstract static class Rounded extends ReferenceModelContract {
    Rounded(String name, ModelOptions options) {
      super(name, options);
    }

    @Override
    double difference() {
      return 1;
    }
  }

  /** Int8 graphs are run one by one, and so give the same bits whatever is beside an input. */
  private abstract static class Int8 extends Rounded {
    Int8(String name, ModelOptions options) {
      super(name, options);
    }

    @Override
    double cosine(String tower) {
      return toleranceOfTheGolden(tower);
    }

    @Override
    double independence() {
      return 0;
    }
  }

  @Nested
  class SplitTowersOfViTB32 extends ReferenceModelContract {
    SplitTowersOfViTB32() {
      super("clip-vit-b32-shape");
    }
  }

  @Nested
  class QuantizedTowersOfViTB32 extends Int8 {
    QuantizedTowersOfViTB32() {
      super("clip-vit-b32-shape", ModelOptions.standard().withVariant("quantized"));
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
      super("tinyclip-fp16", ModelOptions.standard());
    }

    @Override
    double cosine(String tower) {
      return 0.9999;
    }

    /** One unit in the last place of a half-precision entry. */
    @Override
    double independence() {
      return 5e-4;
    }
  }

  @Nested
  class Quantized extends Int8 {
    Quantized() {
      super("tinyclip-int8", ModelOptions.standard());
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
