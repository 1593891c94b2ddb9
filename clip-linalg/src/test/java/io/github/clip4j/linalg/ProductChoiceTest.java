package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.clip4j.linalg.products.LoopProducts;
import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductChoiceTest {
  private static final MatrixProducts LOOPS = new LoopProducts();
  private static final MatrixProducts FAST = new Named("fast", 5, true);
  private static final MatrixProducts FASTEST = new Named("fastest", 9, true);
  private static final MatrixProducts BROKEN = new Named("broken", 99, false);

  @Test
  void ofThoseThatAreAvailableTheOneOfHighestPriorityIsTaken() {
    assertThat(ProductChoice.choose(null, List.of(LOOPS, FAST, BROKEN, FASTEST))).isSameAs(FASTEST);
    assertThat(ProductChoice.choose(null, List.of(LOOPS, BROKEN))).isSameAs(LOOPS);
  }

  @Test
  void aNameDecides() {
    List<MatrixProducts> all = List.of(LOOPS, FAST, FASTEST);
    assertThat(ProductChoice.choose("fast", all)).isSameAs(FAST);
    assertThat(ProductChoice.choose("java", all)).isSameAs(LOOPS);
  }

  @Test
  void aNameThatCannotBeHonouredIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ProductChoice.choose("broken", List.of(LOOPS, FAST, BROKEN)))
        .withMessageContaining(ProductChoice.PROPERTY)
        .withMessageContaining("available here (java, fast), got broken");
  }

  @Test
  void theChoiceIsMadeOnce() {
    assertThat(ProductChoice.get()).isSameAs(ProductChoice.get());
  }

  private record Named(String name, int priority, boolean isAvailable) implements MatrixProducts {
    @Override
    public boolean usesDirectMemory() {
      return false;
    }

    @Override
    public Stage stage(int capacity, int columns) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Multiplier multiplier() {
      throw new UnsupportedOperationException();
    }
  }
}
