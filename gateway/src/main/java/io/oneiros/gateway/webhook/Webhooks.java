package io.oneiros.gateway.webhook;

import io.oneiros.gateway.problem.BadRequest;
import io.oneiros.gateway.webhook.PublicSockets.PrivateAddressException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Calls URLs, signed. What is called is out in the world or named by {@code
 * oneiros.webhooks.allowed-hosts}; redirects are not followed.
 */
@ApplicationScoped
public class Webhooks {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int LONGEST = 2048;

  private final WebhookSettings settings;
  private final Clock clock;
  private final Signature signature;
  private final OkHttpClient anywhere;
  private final OkHttpClient outside;

  Webhooks(WebhookSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    signature = settings.secret().map(Signature::new).orElse(null);
    anywhere =
        new OkHttpClient.Builder()
            .callTimeout(settings.timeout())
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(Proxy.NO_PROXY)
            .build();
    outside = anywhere.newBuilder().socketFactory(new PublicSockets()).build();
  }

  @PreDestroy
  void close() {
    anywhere.dispatcher().executorService().shutdown();
    anywhere.connectionPool().evictAll();
    outside.connectionPool().evictAll();
  }

  /**
   * Whether it is a URL that could be called; where it leads is looked at when it is.
   *
   * @throws BadRequest saying what is wrong
   */
  public void check(String url) {
    if (signature == null) {
      throw new BadRequest(
          "No webhook is called here, for there is nothing to sign with; oneiros.webhooks.secret says what.");
    }
    HttpUrl parsed = url.length() > LONGEST ? null : HttpUrl.parse(url);
    if (parsed == null || !(parsed.isHttps() || allowed(parsed))) {
      throw new BadRequest(
          "The webhook must be an https URL of at most %d characters, got '%s'."
              .formatted(LONGEST, url.substring(0, Math.min(url.length(), 200))));
    }
    if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      throw new BadRequest("The webhook's URL must have no user and no password in it.");
    }
  }

  /**
   * Sends an event once.
   *
   * @return the status that it was answered with
   * @throws BadRequest if it is no URL to be called
   * @throws PrivateAddressException if it leads to an address that may not be
   * @throws IOException if there was no answer in time
   */
  int send(Event event) throws IOException {
    check(event.url());
    HttpUrl url = HttpUrl.get(event.url());
    Instant now = clock.instant();
    Request.Builder request =
        new Request.Builder().url(url).post(RequestBody.create(event.body(), JSON));
    event.headers().forEach(request::header);
    request
        .header("user-agent", "oneiros")
        .header("webhook-id", event.id())
        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
        .header("webhook-signature", signature.of(event.id(), now, event.body()));
    OkHttpClient client = allowed(url) ? anywhere : outside;
    try (Response response = client.newCall(request.build()).execute()) {
      return response.code();
    }
  }

  private boolean allowed(HttpUrl url) {
    return settings.allowedHosts().orElse(Set.of()).contains(url.host());
  }
}
