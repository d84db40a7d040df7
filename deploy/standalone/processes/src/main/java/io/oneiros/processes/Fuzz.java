package io.oneiros.processes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Feeds altered files to a reader for a few seconds, in every run of the tests the same ones:
 * flipped bits, extreme numbers, parts left out, doubled, or taken from another file.
 */
public final class Fuzz {
  private static final int MOST_ALTERATIONS = 6;
  private static final int[] EXTREMES = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65536};

  private final Random random = new Random(20_260_101);
  private final List<byte[]> seeds;
  private final List<byte[]> words;

  /** What is tested: it may refuse the input, but not throw anything. */
  public interface Target {
    void take(byte[] input) throws Exception;
  }

  /**
   * @param seeds whole files
   * @param words that mean something in them
   */
  public Fuzz(List<byte[]> seeds, String... words) {
    this.seeds = List.copyOf(seeds);
    this.words =
        Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /**
   * @return how many inputs were fed
   * @throws AssertionError with the input in Base64 on which the target threw something
   */
  public int feed(Duration time, Target target) {
    long end = System.nanoTime() + time.toNanos();
    int fed = 0;
    for (; System.nanoTime() < end; fed++) {
      byte[] input = altered(seeds.get(fed % seeds.size()));
      try {
        target.take(input);
      } catch (Throwable e) {
        String text = Base64.getEncoder().encodeToString(input);
        throw new AssertionError("input %d: %s".formatted(fed, text), e);
      }
    }
    return fed;
  }

  private byte[] altered(byte[] seed) {
    byte[] input = seed;
    for (int i = 1 + random.nextInt(MOST_ALTERATIONS); i > 0 && input.length > 0; i--) {
      input = alteredOnce(input);
    }
    return input;
  }

  private byte[] alteredOnce(byte[] input) {
    int at = random.nextInt(input.length);
    int length = 1 + random.nextInt(Math.min(64, input.length));
    int end = Math.min(input.length, at + length);
    return switch (random.nextInt(8)) {
      case 0, 1 -> with(input, at, (byte) (input[at] ^ 1 << random.nextInt(8)));
      case 2 -> with(input, at, (byte) random.nextInt());
      case 3 -> extreme(input, at);
      case 4 -> joined(input, at, new byte[0], end);
      case 5 -> joined(input, at, Arrays.copyOfRange(input, at, end), at);
      case 6 -> joined(input, at, word(), random.nextBoolean() ? at : end);
      default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, at) : spliced(input, at);
    };
  }

  private static byte[] with(byte[] input, int at, byte value) {
    byte[] result = input.clone();
    result[at] = value;
    return result;
  }

  private byte[] extreme(byte[] input, int at) {
    byte[] number =
        ByteBuffer.allocate(4).putInt(EXTREMES[random.nextInt(EXTREMES.length)]).array();
    byte[] result = input.clone();
    int length = Math.min(1 << random.nextInt(3), input.length - at);
    System.arraycopy(number, 4 - Math.min(4, length), result, at, length);
    return result;
  }

  private byte[] word() {
    return words.isEmpty() ? new byte[0] : words.get(random.nextInt(words.size()));
  }

  private byte[] spliced(byte[] input, int at) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    int from = random.nextInt(other.length);
    byte[] part = Arrays.copyOfRange(other, from, Math.min(other.length, from + 64));
    return joined(input, at, part, Math.min(input.length, at + part.length));
  }

  /** What is before {@code at}, then the middle, then what is from {@code from} on. */
  private static byte[] joined(byte[] input, int at, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, at);
    out.writeBytes(middle);
    out.write(input, from, input.length - from);
    return out.toByteArray();
  }
}
