package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.Reference.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged and hostile files: what fails in Pillow fails here, with a reason. */
class BrokenImagesTest {

  static List<Entry> unreadable() {
    return Reference.broken().stream().filter(e -> e.text("pillow").equals("fails")).toList();
  }

  static List<Entry> readable() {
    return Reference.broken().stream().filter(e -> e.text("pillow").equals("reads")).toList();
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void failsWithOneLineOfReason(Entry entry) {
    assertThatThrownBy(() -> ImageDecoder.standard().decode(entry.source()))
        .isInstanceOf(ImageException.class)
        .message()
        .isNotBlank()
        .doesNotContain("\n")
        .doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource("readable")
  void isReadWherePillowReadsIt(Entry entry) {
    assertThat(Reference.sha256(ImageDecoder.standard().decode(entry.source())))
        .isEqualTo(entry.text("sha256_decoded_rgb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "empty.jpg | the file is empty",
        "text.jpg | not an image: the file starts with text",
        "page.jpg | not an image: the file is a web page",
        "vector.png | not a pixel image: the file is an SVG drawing",
        "truncated_half.jpg | truncated JPEG",
        "truncated_half.png | truncated PNG",
        "truncated.gif | truncated GIF",
        "bad_lzw.gif | damaged GIF",
        "wrong_crc_ihdr.png | damaged PNG: wrong checksum in its IHDR chunk",
        "bomb_60000x60000.png | 60000 x 60000 pixels is over the limit of 178956970 (maxPixels)",
        "absurd_65500x65500.jpg | 65500 x 65500 pixels is over the limit of 178956970",
      })
  void theReasonSaysWhatIsWrong(String file, String reason) {
    assertThatThrownBy(() -> ImageDecoder.standard().decode(Reference.source("broken/" + file)))
        .hasMessageStartingWith(reason);
  }

  @Test
  void aMissingFileIsAFailure() {
    assertThatThrownBy(
            () -> ImageDecoder.standard().decode(ImageSource.file(Reference.path("no.jpg"))))
        .isInstanceOf(ImageException.class)
        .hasMessage("no such file");
  }
}
