package io.github.clip4j.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** An object of a JSON file, whose members are asked for by name and type; immutable. */
public final class JsonFile {

  /** The most bytes of a configuration file; the largest published ones have about two million. */
  public static final int CONFIGURATION_LIMIT = 16 << 20;

  private static final JsonObject NOTHING = new JsonObject();

  private final String file;
  private final JsonObject object;

  private JsonFile(String file, JsonObject object) {
    this.file = file;
    this.object = object;
  }

  /**
   * Reads the object of a file.
   *
   * @param file a configuration file
   * @return its content
   * @throws ModelException if it is no file, too large, or no JSON object
   */
  public static JsonFile read(Path file) {
    String text = text(file, CONFIGURATION_LIMIT);
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = JsonParser.parseReader(reader);
      if (!root.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new ModelException("expected one JSON object in " + file);
      }
      return new JsonFile(file.toString(), root.getAsJsonObject());
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new ModelException("expected a JSON object in " + file + ", but: " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #read(Path)}, where the file may be missing.
   *
   * @param file a configuration file that not every model has
   * @return its content; without members where there is no such file
   * @throws ModelException if it is there, and no JSON object
   */
  public static JsonFile readIfThere(Path file) {
    return Files.exists(file) ? read(file) : new JsonFile(file.toString(), NOTHING);
  }

  /**
   * Reads a text file of limited size.
   *
   * @param file a file in UTF-8
   * @param limit the most bytes that it may have
   * @return its content
   * @throws ModelException if it is no regular file, larger, or not in UTF-8
   */
  public static String text(Path file, int limit) {
    checkSize(file, limit);
    try {
      return TextFile.read(file, limit)
          .orElseThrow(() -> new IOException("it grew over " + limit + " bytes"));
    } catch (IOException e) {
      throw new ModelException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Refuses what is no regular file, or too large to be read.
   *
   * @param file may be a link to a file
   * @param limit the most bytes that it may have
   * @throws ModelException if it is refused; the message names both sizes
   */
  public static void checkSize(Path file, long limit) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelException("expected a file at " + file + ", found none or something else");
      }
      if (Files.size(file) > limit) {
        throw new ModelException(
            "expected at most " + limit + " bytes in " + file + ", found " + Files.size(file));
      }
    } catch (IOException e) {
      throw new ModelException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * {@return whether the object has a member of this name that is not null}
   *
   * @param name of the member
   */
  public boolean has(String name) {
    return member(name).isPresent();
  }

  /**
   * {@return the object of this name; without members where there is none}
   *
   * @param name of the member
   */
  public JsonFile section(String name) {
    JsonElement value = member(name).orElse(NOTHING);
    if (!value.isJsonObject()) {
      throw wrong(name, "an object", value);
    }
    return new JsonFile(file, value.getAsJsonObject());
  }

  /**
   * {@return the string of this name}
   *
   * @param name of the member
   */
  public Optional<String> string(String name) {
    return primitive(name, "a string", JsonPrimitive::isString).map(JsonPrimitive::getAsString);
  }

  /**
   * {@return the boolean of this name}
   *
   * @param name of the member
   */
  public Optional<Boolean> flag(String name) {
    return primitive(name, "true or false", JsonPrimitive::isBoolean)
        .map(JsonPrimitive::getAsBoolean);
  }

  /**
   * {@return the number of this name}
   *
   * @param name of the member
   */
  public OptionalDouble number(String name) {
    return number(name, "a number", value -> true);
  }

  /**
   * {@return the number of this name, which must be one of some kind}
   *
   * @param name of the member
   * @param kind what is expected, for the message
   * @param condition whether a number is of that kind
   */
  public OptionalDouble number(String name, String kind, DoublePredicate condition) {
    return primitive(name, kind, value -> isFinite(value) && condition.test(value.getAsDouble()))
        .map(value -> OptionalDouble.of(value.getAsDouble()))
        .orElse(OptionalDouble.empty());
  }

  /**
   * {@return the whole number of this name}
   *
   * @param name of the member
   */
  public OptionalInt integer(String name) {
    return primitive(name, "a whole number below 2^31", JsonFile::isInteger)
        .map(value -> OptionalInt.of((int) value.getAsDouble()))
        .orElse(OptionalInt.empty());
  }

  /**
   * {@return the token of this name, which is written as a string or as an object with its {@code
   * content}}
   *
   * @param name of the member
   */
  public Optional<String> token(String name) {
    boolean described = member(name).filter(JsonElement::isJsonObject).isPresent();
    return described ? section(name).string("content") : string(name);
  }

  private Optional<JsonElement> member(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
  }

  private Optional<JsonPrimitive> primitive(
      String name, String kind, Predicate<JsonPrimitive> condition) {
    Optional<JsonElement> value = member(name);
    value
        .filter(v -> !v.isJsonPrimitive() || !condition.test(v.getAsJsonPrimitive()))
        .ifPresent(
            v -> {
              throw wrong(name, kind, v);
            });
    return value.map(JsonElement::getAsJsonPrimitive);
  }

  private static boolean isFinite(JsonPrimitive value) {
    return value.isNumber() && Double.isFinite(value.getAsDouble());
  }

  private static boolean isInteger(JsonPrimitive value) {
    return isFinite(value) && value.getAsDouble() == (int) value.getAsDouble();
  }

  private ModelException wrong(String name, String kind, JsonElement found) {
    String shown = found.toString();
    return new ModelException(
        "expected "
            + kind
            + " for \""
            + name
            + "\" in "
            + file
            + ", found "
            + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown));
  }
}
