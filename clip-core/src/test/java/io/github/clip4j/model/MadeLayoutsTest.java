package io.github.clip4j.model;

import org.junit.jupiter.api.Nested;

/**
 * Layouts of real exports that the reference models do not have, under the same contract. {@code
 * src/test/python/make_layouts.py} made them.
 */
class MadeLayoutsTest {

  @Nested
  class PositionIds extends ReferenceModelContract {
    PositionIds() {
      super("position-ids");
    }
  }

  @Nested
  class ExternalData extends ReferenceModelContract {
    ExternalData() {
      super("external-data");
    }
  }

  @Nested
  class SentenceTransformers extends ReferenceModelContract {
    SentenceTransformers() {
      super("sentence-transformers");
    }
  }

  @Nested
  class OneBatchSymbolAndIdsOf32Bits extends ReferenceModelContract {
    OneBatchSymbolAndIdsOf32Bits() {
      super("shared-batch");
    }

    @Override
    LogitScale.Origin origin() {
      return LogitScale.Origin.SOLVED;
    }
  }

  @Nested
  class ATextModelOfItsOwn extends ReferenceModelContract {
    ATextModelOfItsOwn() {
      super("multilingual");
    }
  }

  @Nested
  class XlmRobertaInOpenClipsLayout extends ReferenceModelContract {
    XlmRobertaInOpenClipsLayout() {
      super("immich-multilingual");
    }
  }

  @Nested
  class Siglip2OfFixedResolution extends ReferenceModelContract {
    Siglip2OfFixedResolution() {
      super("siglip2", ModelOptions.standard().withLogitScale(4.7).withLogitBias(-12.9));
    }

    @Override
    LogitScale.Origin origin() {
      return LogitScale.Origin.GIVEN;
    }
  }
}
