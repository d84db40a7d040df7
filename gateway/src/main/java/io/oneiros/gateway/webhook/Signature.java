package io.oneiros.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time and body. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;

  private final SecretKeySpec key;

  /**
   * @throws IllegalArgumentException saying what is wrong with the secret, but not what it is
   */
  Signature(String secret) {
    key = new SecretKeySpec(bytes(secret), ALGORITHM);
  }

  private static byte[] bytes(String secret) {
    if (secret.startsWith(PREFIX)) {
      try {
        byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (bytes.length >= LEAST_BYTES) {
          return bytes;
        }
      } catch (IllegalArgumentException e) {
        // Said below, for the message would have some of it.
      }
    }
    throw new IllegalArgumentException(
        "oneiros.webhooks.secret must be %s and at least %d bytes in Base64."
            .formatted(PREFIX, LEAST_BYTES));
  }

  /** The value of header {@code webhook-signature}. */
  String of(String id, Instant time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("%s.%d.".formatted(id, time.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
