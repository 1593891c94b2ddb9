package io.github.clip4j.viz.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts that every page is made of, which lie beside this class. */
final class PageFiles {
  /** Where the build unpacks D3's modules. */
  private static final String D3 = "d3/META-INF/resources/webjars/%s/%s/%s";

  /** The page's own script, each part after those that it needs at once. */
  private static final List<String> PARTS =
      List.of(
          "dom",
          "data",
          "photos",
          "state",
          "levels",
          "painter",
          "keys",
          "map",
          "inspector",
          "filters",
          "table",
          "clusters",
          "charts",
          "page");

  private PageFiles() {}

  /** D3 and the page's own parts as one script. */
  static String script() {
    Stream<String> libraries =
        d3().map(
                module ->
                    text(D3.formatted(module[0], module[1], "dist/" + module[0] + ".min.js")));
    Stream<String> own = PARTS.stream().map(name -> text("script/" + name + ".js"));
    return libraries.collect(Collectors.joining("\n"))
        + "\n(() => {\n\"use strict\";\n"
        + own.collect(Collectors.joining("\n"))
        + "})();\n";
  }

  /** The licences of what the script holds of others, one after the other. */
  static String licences() {
    return d3().map(
            module ->
                String.join(" ", module)
                    + "\n\n"
                    + text(D3.formatted(module[0], module[1], "LICENSE")).strip())
        .collect(Collectors.joining("\n\n\n"));
  }

  /** Names and versions of D3's modules, each after those that it needs. */
  private static Stream<String[]> d3() {
    return text("d3.txt").lines().map(line -> line.split(" ", -1));
  }

  static String text(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of clip-viz lacks its own file report/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a Content-Security-Policy names a text that it allows. */
  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
