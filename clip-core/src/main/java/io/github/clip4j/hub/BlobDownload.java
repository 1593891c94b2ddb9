package io.github.clip4j.hub;

import io.github.clip4j.error.HubException;
import io.github.clip4j.web.RefusedException;
import io.github.clip4j.web.RetryPolicy;
import io.github.clip4j.web.WebClient;
import io.github.clip4j.web.WebRequest;
import io.github.clip4j.web.WebResponse;
import io.github.clip4j.web.WebStatusException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way: what a cut leaves is kept and continued, also by a later process, and what
 * has arrived is taken only if size and digests are right.
 */
final class BlobDownload {

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d+|\\*)");
  private static final int BUFFER = 1 << 16;

  private final WebClient client;
  private final WebRequest request;
  private final RemoteFile file;
  private final Path partial;
  private final LongConsumer onBytes;

  private @Nullable String etag;
  private boolean resumed;

  /**
   * A download.
   *
   * @param onBytes told how many bytes of the file are there
   */
  BlobDownload(
      WebClient client, WebRequest request, RemoteFile file, Path partial, LongConsumer onBytes) {
    this.client = client;
    this.request = request;
    this.file = file;
    this.partial = partial;
    this.onBytes = onBytes;
  }

  /** Fetches until the partial file is whole and right. */
  void run(List<ContentDigest> expected, RetryPolicy retries) throws IOException {
    transfer(retries);
    if (resumed && !isRight(expected)) {
      // What an earlier process left may be at fault: once more, from the start.
      Files.delete(partial);
      transfer(retries);
    }
    if (!isRight(expected)) {
      Files.delete(partial);
      throw new HubException(
          "expected "
              + file.name()
              + " with "
              + expected
              + ", as the hub describes it or as it is pinned, but what came has another digest;"
              + " it was thrown away");
    }
  }

  private boolean isRight(List<ContentDigest> expected) throws IOException {
    for (ContentDigest digest : expected) {
      if (!digest.matches(partial)) {
        return false;
      }
    }
    return true;
  }

  private void transfer(RetryPolicy retries) throws IOException {
    RetryPolicy.Attempts attempts = retries.start();
    long most = length();
    resumed = most > 0;
    while (true) {
      try {
        continueTransfer();
        return;
      } catch (WebStatusException e) {
        if (e.status() != 416 || length() == 0) {
          attempts.failed(e);
        }
        Files.deleteIfExists(partial);
      } catch (IOException e) {
        if (length() > most) {
          attempts.progressed();
          most = length();
        }
        attempts.failed(e);
      }
    }
  }

  private long length() throws IOException {
    return Files.exists(partial, LinkOption.NOFOLLOW_LINKS) ? Files.size(partial) : 0;
  }

  private void continueTransfer() throws IOException {
    long have = length();
    OptionalLong size = file.size();
    if (size.isPresent() && have == size.getAsLong() && have > 0) {
      return;
    }
    if (size.isPresent() && have > size.getAsLong()) {
      Files.delete(partial);
      have = 0;
    }
    try (WebResponse response = client.get(from(have))) {
      long start = start(response, have);
      checkLength(response, start);
      etag = response.header("ETag").filter(tag -> tag.startsWith("\"")).orElse(null);
      write(response.body(), start);
    }
  }

  private WebRequest from(long have) {
    if (have == 0) {
      return request;
    }
    WebRequest rest = request.with("Range", "bytes=" + have + "-");
    return etag == null ? rest : rest.with("If-Range", etag);
  }

  /** Where the answer's first byte belongs. */
  private long start(WebResponse response, long have) throws IOException {
    if (response.status() != 206) {
      return 0;
    }
    Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != have) {
      Files.deleteIfExists(partial);
      throw new IOException("the server sent another range than asked for");
    }
    resumed = true;
    return have;
  }

  private void checkLength(WebResponse response, long start) throws IOException {
    String length = response.header("Content-Length").orElse("");
    if (file.size().isPresent()
        && length.matches("\\d{1,18}")
        && start + Long.parseLong(length) != file.size().getAsLong()) {
      throw new RefusedException(
          "expected "
              + file.size().getAsLong()
              + " bytes of "
              + file.name()
              + ", as the hub lists it, but the server offers "
              + (start + Long.parseLong(length)));
    }
  }

  private void write(InputStream body, long start) throws IOException {
    long limit = file.size().orElse(Long.MAX_VALUE);
    long position = start;
    try (FileChannel channel = open(start)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        if (count > limit - position) {
          channel.truncate(0);
          throw new RefusedException(
              "expected " + limit + " bytes of " + file.name() + ", but the server sends more");
        }
        position = append(channel, ByteBuffer.wrap(buffer, 0, count), position);
        onBytes.accept(position);
      }
      flush(channel);
    }
    if (file.size().isPresent() && position < limit) {
      throw new IOException("the transfer ended after " + position + " of " + limit + " bytes");
    }
  }

  private FileChannel open(long start) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      channel.truncate(start);
      return channel;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private long append(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    try {
      long next = position;
      while (bytes.hasRemaining()) {
        next += channel.write(bytes, next);
      }
      return next;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void flush(FileChannel channel) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Not an {@link IOException}, which would be taken for the network's and tried again. */
  private HubException unwritable(IOException e) throws ClosedByInterruptException {
    if (e instanceof ClosedByInterruptException interrupt) {
      throw interrupt;
    }
    return new HubException(
        "cannot write " + partial + ": " + e.getMessage() + "; what arrived is kept", e);
  }
}
