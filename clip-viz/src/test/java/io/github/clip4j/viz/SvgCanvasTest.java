package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class SvgCanvasTest {
  private static final Set<String> ELEMENTS =
      Set.of(
          "svg",
          "title",
          "defs",
          "clipPath",
          "radialGradient",
          "stop",
          "g",
          "rect",
          "circle",
          "line",
          "path",
          "text",
          "image");

  @TempDir private Path directory;

  @Test
  void eachTextOfTheSceneIsATextAndEachPhotoAnImage() throws Exception {
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.of(12)).captions();
    Document svg = svg(plot);
    assertThat(values(svg, "text")).contains("12 photos in 3 clusters", "red", "green", "blue");
    assertThat(plot.scene().texts()).allMatch(text -> values(svg, "text").contains(text.value()));
    assertThat(plot.scene().names())
        .hasSize(3)
        .allMatch(name -> values(svg, "text").contains(name.text().value()));
    assertThat(elements(svg, "image")).hasSize(12);
    assertThat(values(svg, "title")).hasSize(13).contains("red 0.png – red");
  }

  @Test
  void nothingIsLoadedAndNothingRuns() throws Exception {
    Document svg = svg(ClusterPlot.of(TestAnalyses.of(12)).hulls(Hulls.ELLIPSE));
    for (Element element : elements(svg, "*")) {
      assertThat(ELEMENTS).contains(element.getLocalName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Attr attribute = (Attr) element.getAttributes().item(i);
        assertThat(attribute.getName()).doesNotStartWith("on");
        if (attribute.getName().equals("xlink:href")) {
          assertThat(attribute.getValue()).startsWith("data:image/jpeg;base64,");
        } else if (attribute.getValue().contains("url(")) {
          String id = attribute.getValue().replaceAll("^url\\(#(.*)\\)$", "$1");
          assertThat(elements(svg, "*")).anyMatch(e -> e.getAttribute("id").equals(id));
        }
      }
    }
  }

  @Test
  void hostileNamesStayText() throws Exception {
    List<String> names =
        List.of(
            "red <script>alert(1)<script> & \"quotes\" 'too'.png",
            "green ]]> --> \u0000\u0001\u001b[31m \uD83D \uFFFE.png",
            "blue \u202Egnp.exe\u202C.png");
    List<ImageSource> photos = new ArrayList<>();
    names.forEach(name -> photos.add(TestAnalyses.photo(name)));
    ClipAnalysis analysis =
        TestAnalyses.of(photos, 2, List.of("<b>red</b> & co", "green\"", "blue"));
    Document svg =
        svg(
            ClusterPlot.of(analysis)
                .title("</title><image href='http://a.b'/>")
                .captions(i -> i.name()));
    assertThat(elements(svg, "script")).isEmpty();
    assertThat(elements(svg, "image")).hasSize(3);
    assertThat(values(svg, "title"))
        .anyMatch(title -> title.startsWith("red <script>alert(1)<script> & \""))
        .anyMatch(title -> title.contains("gnp.exe"))
        .noneMatch(title -> title.contains("\u202E"));
    assertThat(values(svg, "text")).contains("</title><image href='http://a.b'/>");
  }

  @ParameterizedTest
  @EnumSource(PhotoLayout.class)
  void allNumbersAreFinite(PhotoLayout layout) throws Exception {
    for (int photos : new int[] {1, 2, 12}) {
      for (Hulls hulls : Hulls.values()) {
        ClusterPlot.of(TestAnalyses.of(photos))
            .layout(layout)
            .hulls(hulls)
            .size(800, 500)
            .writeSvg(directory.resolve("plot.svg"));
        assertThat(Files.readString(directory.resolve("plot.svg")).replaceAll("base64,[^\"]*", ""))
            .doesNotContain("NaN", "Infinity");
      }
    }
  }

  @Test
  void textsFromTheRightStartAtTheirRightEnd() {
    PlotData plain = TestPlots.data(Positions.CLUSTERS, 4, 1);
    PlotData data = new PlotData("שלום world", "", "", "", List.of(), plain.items().subList(0, 0));
    Scene scene = PlotLayout.lay(data, Look.standard("").withFonts(TestFonts.dejaVu()));
    String svg = SvgCanvas.render(scene, TestPlots.photos(0), Theme.LIGHT, data.title(), List.of());
    assertThat(svg).containsPattern("<text x=\"36\" [^>]*direction=\"rtl\" text-anchor=\"end\"");
  }

  private Document svg(ClusterPlot plot)
      throws IOException, ParserConfigurationException, SAXException {
    Path file = directory.resolve("plot.svg");
    plot.writeSvg(file);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    Document document = builder.parse(file.toFile());
    assertThat(document.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2000/svg");
    return document;
  }

  private static List<Element> elements(Document svg, String name) {
    NodeList nodes = svg.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static List<String> values(Document svg, String name) {
    return elements(svg, name).stream().map(Element::getTextContent).toList();
  }
}
