package io.oneiros.gateway.webhook;

import io.oneiros.gateway.problem.BadRequest;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * A URL that may be called. Its path and query are its owner's secret: logs and problems name its
 * origin only.
 *
 * @param allowed by name, wherever it leads
 */
record Target(HttpUrl url, boolean allowed) {
  private static final int LONGEST = 2048;

  /**
   * @param allowed hosts, as {@link #host} writes them
   * @throws BadRequest saying what is wrong
   */
  static Target of(String text, Set<String> allowed) {
    HttpUrl url = text.length() > LONGEST ? null : HttpUrl.parse(text);
    if (url == null) {
      throw new BadRequest(
          "The webhook must be an https URL of at most %d characters; it is none, of %d."
              .formatted(LONGEST, text.length()));
    }
    Target target = new Target(url, allowed.contains(url.host()));
    if (!url.isHttps() && !target.allowed) {
      throw new BadRequest("The webhook must be an https URL; %s is none.".formatted(target));
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new BadRequest("The webhook's URL must have no user and no password in it.");
    }
    return target;
  }

  /**
   * A host as URLs have it: in lower case, IDNA, numbers as addresses.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String host(String text) {
    return new HttpUrl.Builder().scheme("https").host(text.strip()).build().host();
  }

  /** Scheme, host and port, the latter only if it is not the scheme's own: https://example.org. */
  String origin() {
    String root =
        url.newBuilder()
            .username("")
            .password("")
            .encodedPath("/")
            .query(null)
            .fragment(null)
            .toString();
    return root.substring(0, root.length() - 1);
  }

  @Override
  public String toString() {
    return origin();
  }
}
