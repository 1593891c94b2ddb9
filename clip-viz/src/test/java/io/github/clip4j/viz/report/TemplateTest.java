package io.github.clip4j.viz.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void namesAreReplacedEscapedOrAsTheyAre() throws IOException {
    Map<String, Object> values = Map.of("a", "<b> & 'c' \"d\"");
    assertThat(write("{{a}}\n{{{a}}}", values))
        .isEqualTo("&lt;b&gt; &amp; &#39;c&#39; &quot;d&quot;\n<b> & 'c' \"d\"");
  }

  @Test
  void sectionsComeOnceForEachElementAndSeeTheOuterNames() throws IOException {
    Map<String, Object> values =
        Map.of("x", "!", "list", List.of(Map.of("a", "1"), Map.of("a", "2", "x", "?")));
    assertThat(write("{{#list}}\n{{a}}{{x}} {{/list}}\n.", values)).isEqualTo("1! 2? .");
  }

  @Test
  void emptyListsFalseAndEmptyStringsHaveNoSection() throws IOException {
    Map<String, Object> values = Map.of("l", List.of(), "f", false, "s", "", "t", true, "u", "v");
    String all = "{{#l}}l{{/l}}{{#f}}f{{/f}}{{#s}}s{{/s}}{{#t}}t{{/t}}{{#u}}{{u}}{{/u}}";
    assertThat(write(all, values)).isEqualTo("tv");
    assertThat(write(all.replace('#', '^'), values)).isEqualTo("lfs");
  }

  @Test
  void valuesAreNotTemplates() throws IOException {
    assertThat(write("{{a}}", Map.of("a", "{{b}}", "b", "no"))).isEqualTo("{{b}}");
  }

  @Test
  void contentsWriteThemselvesWhenTheirTurnComes() throws IOException {
    Template.Content late = out -> out.write("<late>");
    assertThat(write("{{{a}}}.", Map.of("a", late))).isEqualTo("<late>.");
  }

  @Test
  void charactersThatCannotBeSeenAreReplaced() {
    assertThat(Template.escape("a\u0000b\uD83Dc\n🐈")).isEqualTo("a\uFFFDb\uFFFDc\n🐈");
  }

  @Test
  void mistakesAreRefused() {
    assertThatIllegalStateException().isThrownBy(() -> write("{{a}}", Map.of()));
    assertThatIllegalStateException().isThrownBy(() -> Template.parse("{{#a}}"));
    assertThatIllegalStateException().isThrownBy(() -> Template.parse("{{#a}}{{/b}}"));
  }

  private static String write(String template, Map<String, ?> values) throws IOException {
    StringWriter out = new StringWriter();
    Template.parse(template).write(values, out);
    return out.toString();
  }
}
