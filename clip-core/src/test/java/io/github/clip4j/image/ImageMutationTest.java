package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.error.ImageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Real images of every format with flipped bits, cut off, or spliced with each other: each is an
 * image or a failure, never anything else. The seed is fixed, so that a finding can be found again;
 * {@code -Dclip4j.mutations=1000000 -Dclip4j.mutations.seed=…} makes more of them.
 */
class ImageMutationTest {
  private static final int MUTATIONS = Integer.getInteger("clip4j.mutations", 2000);
  private static final long SEED = Long.getLong("clip4j.mutations.seed", 20261124);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final List<String> names =
      Reference.images().stream()
          .map(entry -> entry.file().replace("images/", ""))
          .sorted()
          .toList();
  private final List<byte[]> images = names.stream().map(Reference::bytes).toList();
  private final ImageLimits limits =
      ImageLimits.standard()
          .maxPixels(4_000_000)
          .decodeBudget(64 << 20)
          .timeLimit(LONGEST.dividedBy(2));

  @Test
  void damageOfAnyKindIsAnImageOrAFailure() {
    int failures = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      failures += isFailure(i) ? 1 : 0;
      assertThat(limits.isIdle()).as("memory is given back").isTrue();
    }
    assertThat(failures).isBetween(MUTATIONS / 10, MUTATIONS * 19 / 20);
  }

  private boolean isFailure(int number) {
    Random random = new Random(SEED + number);
    int original = random.nextInt(images.size());
    byte[] mutated = mutate(images.get(original), random);
    String what = "mutation " + number + " of seed " + SEED + ", of " + names.get(original);
    long start = System.nanoTime();
    boolean failed = false;
    try {
      RgbImage image =
          ImageDecoder.standard().limits(limits).decode(ImageSource.bytes("bad", mutated));
      assertThat(image.bytes()).hasSize(3 * image.width() * image.height());
    } catch (ImageException e) {
      assertThat(e.getMessage()).as(what).isNotBlank().doesNotContain("\n");
      failed = true;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
    assertThat(System.nanoTime() - start).as(what).isLessThan(LONGEST.toNanos());
    return failed;
  }

  private byte[] mutate(byte[] original, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> flipped(original, random);
      case 1 -> Arrays.copyOf(original, random.nextInt(original.length));
      case 2 -> spliced(original, images.get(random.nextInt(images.size())), random);
      default -> overwritten(original, random);
    };
  }

  /** Bits, half of them near the start, where the structure is. */
  private static byte[] flipped(byte[] original, Random random) {
    byte[] result = original.clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      int within = random.nextBoolean() ? result.length : Math.min(result.length, 256);
      result[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  /** A run of bytes that are often taken for lengths and sizes. */
  private static byte[] overwritten(byte[] original, Random random) {
    byte[] result = original.clone();
    byte[] values = {0, -1, 127, -128, 1};
    int start = random.nextInt(random.nextBoolean() ? result.length : Math.min(result.length, 64));
    int end = Math.min(result.length, start + 1 + random.nextInt(8));
    Arrays.fill(result, start, end, values[random.nextInt(values.length)]);
    return result;
  }

  private static byte[] spliced(byte[] first, byte[] second, Random random) {
    int head = random.nextInt(first.length);
    int tail = random.nextInt(second.length);
    byte[] result = Arrays.copyOf(first, head + tail);
    System.arraycopy(second, second.length - tail, result, head, tail);
    return result;
  }
}
