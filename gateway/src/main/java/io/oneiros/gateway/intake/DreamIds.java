package io.oneiros.gateway.intake;

import io.oneiros.canvas.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;

/** Makes ids of dreams, in lower-case letters and digits. */
public final class DreamIds {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RADIX = 32;
  private static final int RANDOM_BITS = 80;
  private static final int TIME_DIGITS = 9;
  private static final int RANDOM_DIGITS = RANDOM_BITS / 5;
  private static final int KEY_DIGITS = 32;

  private DreamIds() {}

  /** 25 characters: the time in milliseconds, so that ids sort by age, then 80 random bits. */
  public static String fresh(Instant now) {
    return padded(BigInteger.valueOf(now.toEpochMilli()), TIME_DIGITS)
        + padded(new BigInteger(RANDOM_BITS, RANDOM), RANDOM_DIGITS);
  }

  /** 32 characters: half of the key's SHA-256, so that the same key names the same dream. */
  public static String ofKey(String idempotencyKey) {
    return Sha256.of(idempotencyKey.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
  }

  private static String padded(BigInteger number, int digits) {
    String text = number.toString(RADIX);
    return "0".repeat(digits - text.length()) + text;
  }
}
