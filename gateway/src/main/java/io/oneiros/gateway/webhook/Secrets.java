package io.oneiros.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs calls as Standard Webhooks 1.0 has it, HMAC-SHA256 over id, time and body, with a secret
 * for each receiver: HMAC-SHA256 over its URL's origin, keyed with the gateways' own. Who is told
 * one of them can verify what that receiver is sent, and forge nothing to others.
 */
final class Secrets {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;

  private final List<byte[]> masters;

  /**
   * @param masters as {@link WebhookSettings#secret} has them
   * @throws IllegalArgumentException saying what is wrong with one, but not what it is
   */
  Secrets(List<String> masters) {
    this.masters = masters.stream().map(Secrets::bytes).toList();
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
        "oneiros.webhooks.secret must be %s and at least %d bytes in Base64; several with commas between them."
            .formatted(PREFIX, LEAST_BYTES));
  }

  /** What a receiver is to be told, one for each of the gateways' own. */
  List<String> of(String origin) {
    return masters.stream().map(master -> PREFIX + base64(derived(master, origin))).toList();
  }

  /**
   * The value of header {@code webhook-signature}: one signature for each of the gateways' own
   * secrets, with spaces between them.
   *
   * @param origin of the receiver's URL, {@link Target#origin}
   */
  String signatures(String origin, String id, Instant time, byte[] body) {
    return masters.stream()
        .map(master -> signature(derived(master, origin), id, time, body))
        .collect(Collectors.joining(" "));
  }

  static String signature(byte[] key, String id, Instant time, byte[] body) {
    byte[] head = "%s.%d.".formatted(id, time.getEpochSecond()).getBytes(StandardCharsets.UTF_8);
    return "v1," + base64(hmac(key, head, body));
  }

  private static byte[] derived(byte[] master, String origin) {
    return hmac(master, origin.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
