package io.github.clip4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TowerRulesTest {

  /** Fingerprints of models are made of it: a rule that is missing would not count. */
  @Test
  void theyAreWrittenAsARecordWritesItself() throws ReflectiveOperationException {
    TowerRules rules = new TowerRules(true, OptionalInt.of(64), OptionalInt.empty(), 3, 5);
    List<String> components = new ArrayList<>();
    for (RecordComponent component : TowerRules.class.getRecordComponents()) {
      components.add(component.getName() + "=" + component.getAccessor().invoke(rules));
    }
    assertThat(rules).hasToString("TowerRules[" + String.join(", ", components) + "]");
  }
}
