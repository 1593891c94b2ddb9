package io.github.clip4j.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.model.HubId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * A model of the hub that is known to have a layout that can be loaded, with what its pages say;
 * what they do not say is empty.
 *
 * @param id with the commit as revision that the facts are about, where it is known
 * @param megabytes of the most precise graphs, in units of 10⁶ bytes
 * @param dimension of the vectors
 * @param licence of the weights
 * @param sources the pages that say so
 */
public record HubModel(
    HubId id,
    OptionalInt megabytes,
    OptionalInt dimension,
    Optional<String> licence,
    List<URI> sources) {

  private static final String TABLE = "known-models.json";

  /** {@return the table that comes with this library; nothing is asked of the hub} */
  public static List<HubModel> known() {
    try (InputStream in = HubModel.class.getResourceAsStream(TABLE)) {
      JsonArray table =
          JsonParser.parseReader(
                  new InputStreamReader(Objects.requireNonNull(in, TABLE), StandardCharsets.UTF_8))
              .getAsJsonArray();
      return StreamSupport.stream(table.spliterator(), false)
          .map(entry -> read(entry.getAsJsonObject()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HubModel read(JsonObject entry) {
    HubId repository = HubId.of(entry.get("id").getAsString()).orElseThrow();
    return new HubModel(
        fact(entry, "revision")
            .map(JsonElement::getAsString)
            .map(repository::at)
            .orElse(repository),
        number(entry, "megabytes"),
        number(entry, "dimension"),
        fact(entry, "licence").map(JsonElement::getAsString),
        StreamSupport.stream(entry.getAsJsonArray("sources").spliterator(), false)
            .map(source -> URI.create(source.getAsString()))
            .toList());
  }

  private static Optional<JsonElement> fact(JsonObject entry, String name) {
    return Optional.ofNullable(entry.get(name));
  }

  private static OptionalInt number(JsonObject entry, String name) {
    return fact(entry, name)
        .map(value -> OptionalInt.of(value.getAsInt()))
        .orElse(OptionalInt.empty());
  }
}
