package io.github.clip4j.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clip4j.error.HubException;
import io.github.clip4j.model.HubId;
import io.github.clip4j.web.RetryPolicy;
import io.github.clip4j.web.Timeouts;
import io.github.clip4j.web.WebClient;
import io.github.clip4j.web.WebRequest;
import io.github.clip4j.web.WebResponse;
import io.github.clip4j.web.WebStatusException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the hub says about a repository, over its HTTP interface. */
final class HubApi {

  private static final int MAX_ANSWER = 16 << 20;
  private static final int MAX_PAGES = 100;
  private static final Duration LONGEST_TRANSFER = Duration.ofDays(1);
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,]*rel=\"?next\"?");

  private final HubSettings settings;
  private final WebClient client;
  private final RetryPolicy retries;

  HubApi(HubSettings settings, WebClient client, RetryPolicy retries) {
    this.settings = settings;
    this.client = client;
    this.retries = retries;
  }

  /** The commit that a revision names now. */
  String commit(HubId id) throws IOException {
    String revision = id.revision().orElse("main");
    if (HubId.isCommit(revision)) {
      return revision;
    }
    JsonElement answer =
        json(path("api/models/" + id.repository() + "/revision/" + escaped(revision)));
    String commit =
        Optional.of(answer)
            .filter(JsonElement::isJsonObject)
            .map(JsonElement::getAsJsonObject)
            .flatMap(object -> string(object, "sha"))
            .orElse("");
    if (!HubId.isCommit(commit)) {
      throw new HubException(
          "expected the commit of " + id + " from " + settings.endpoint() + ", found none");
    }
    return commit;
  }

  /** All files of a commit, in the hub's order. */
  List<RemoteFile> files(HubId id, String commit) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    URI page = path("api/models/" + id.repository() + "/tree/" + commit + "?recursive=true");
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      Page answer = page(page);
      if (!answer.json.isJsonArray()) {
        throw new HubException(
            "expected the list of the files of "
                + id
                + " from "
                + settings.endpoint()
                + ", found something else");
      }
      answer.json.getAsJsonArray().forEach(entry -> file(entry).ifPresent(files::add));
      if (answer.next.isEmpty()) {
        return files;
      }
      page = answer.next.get();
    }
    throw new HubException("more than " + MAX_PAGES + " pages of files in " + id);
  }

  /** A file as the answer to a request for it describes it, where the list says too little. */
  RemoteFile describe(HubId id, String commit, RemoteFile listed) throws IOException {
    WebRequest request = request(address(id, commit, listed.name()));
    try (WebResponse answer = retries.run(() -> client.head(request))) {
      Optional<String> length =
          answer
              .header("X-Linked-Size")
              .or(
                  () ->
                      answer.status() / 100 == 2
                          ? answer.header("Content-Length")
                          : Optional.empty());
      return new RemoteFile(
          listed.name(),
          listed.size().isPresent()
              ? listed.size()
              : length.map(HubApi::length).orElse(listed.size()),
          answer
              .header("X-Linked-Etag")
              .or(() -> answer.header("ETag"))
              .flatMap(ContentDigest::of));
    }
  }

  private static OptionalLong length(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  WebRequest request(URI uri) {
    Timeouts timeouts = new Timeouts(settings.patience(), settings.patience(), LONGEST_TRANSFER);
    return new WebRequest(uri, Map.of(), settings.token(), timeouts);
  }

  URI address(HubId id, String commit, String file) {
    String escaped =
        Stream.of(file.split("/")).map(HubApi::escaped).collect(Collectors.joining("/"));
    return path(id.repository() + "/resolve/" + commit + "/" + escaped);
  }

  private URI path(String path) {
    return URI.create(settings.endpoint() + "/" + path);
  }

  private static String escaped(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonElement json(URI uri) throws IOException {
    return page(uri).json;
  }

  private record Page(JsonElement json, Optional<URI> next) {}

  private Page page(URI uri) throws IOException {
    return retries.run(
        () -> {
          try (WebResponse answer = client.get(request(uri))) {
            String text = new String(answer.bytes(MAX_ANSWER), StandardCharsets.UTF_8);
            return new Page(
                JsonParser.parseString(text), answer.header("Link").flatMap(this::next));
          } catch (JsonParseException e) {
            throw new HubException(
                "expected JSON from "
                    + settings.endpoint()
                    + ", found something else; is it a hub?",
                e);
          }
        });
  }

  private Optional<URI> next(String links) {
    Matcher next = NEXT.matcher(links);
    if (!next.find()) {
      return Optional.empty();
    }
    String prefix = settings.endpoint() + "/";
    try {
      URI page = new URI(next.group(1));
      if (next.group(1).startsWith(prefix)) {
        return Optional.of(page);
      }
    } catch (URISyntaxException e) {
      throw new HubException("expected the next page of files, found no address of it", e);
    }
    throw new HubException("expected the next page of files at " + prefix + ", found it elsewhere");
  }

  private static Optional<RemoteFile> file(JsonElement entry) {
    if (!entry.isJsonObject()) {
      return Optional.empty();
    }
    JsonObject object = entry.getAsJsonObject();
    Optional<String> name = string(object, "path");
    if (name.isEmpty() || string(object, "type").filter("file"::equals).isEmpty()) {
      return Optional.empty();
    }
    JsonElement large = object.get("lfs");
    if (large != null && large.isJsonObject()) {
      JsonObject lfs = large.getAsJsonObject();
      Optional<ContentDigest> digest =
          string(lfs, "oid")
              .map(oid -> oid.replaceFirst("^sha256:", ""))
              .flatMap(ContentDigest::of)
              .filter(found -> found.kind() == ContentDigest.Kind.SHA_256);
      return Optional.of(new RemoteFile(name.get(), size(lfs), digest));
    }
    return Optional.of(
        new RemoteFile(name.get(), size(object), string(object, "oid").flatMap(ContentDigest::of)));
  }

  private static OptionalLong size(JsonObject object) {
    JsonElement size = object.get("size");
    return size != null && size.isJsonPrimitive()
        ? length(size.getAsString())
        : OptionalLong.empty();
  }

  private static Optional<String> string(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  /** What a failure of the hub means for whoever wanted a model. */
  HubException explained(HubId id, IOException problem) {
    return new HubException("cannot fetch " + id + ": " + meaning(problem), problem);
  }

  private String meaning(IOException problem) {
    if (!(problem instanceof WebStatusException answer)) {
      return String.valueOf(problem.getMessage());
    }
    String token =
        settings.token().isPresent()
            ? "the token that is set does not open it"
            : "no token is set (HF_TOKEN)";
    return answer.host()
        + " answered with HTTP status "
        + answer.status()
        + switch (answer.status()) {
          case 401 -> ": there is no such repository, or it is private, and " + token;
          case 403 -> ": access must be asked for on its page, or " + token;
          case 404 -> ": there is no such repository, revision or file";
          case 429 -> ": too many requests; try again later";
          default -> "";
        };
  }
}
