package io.oneiros.gateway.webhook;

import io.oneiros.gateway.webhook.Answer.LateException;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Calls URLs, signed, as many at a time as it is asked to. What is called is out in the world or
 * allowed by name; redirects are not followed.
 */
final class Caller {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Secrets secrets;
  private final Clock clock;
  private final OkHttpClient anywhere;
  private final OkHttpClient outside;

  /**
   * @param timeout of a call, from its turn to the answer
   * @param outside calls what is not allowed by name; its connections are its own, for one to an
   *     allowed host is nobody else's way in
   */
  Caller(Secrets secrets, Duration timeout, Clock clock, OkHttpClient outside) {
    this.secrets = secrets;
    this.clock = clock;
    // Whose turn it is is for Lanes to say.
    Dispatcher turns = new Dispatcher();
    turns.setMaxRequests(Integer.MAX_VALUE);
    turns.setMaxRequestsPerHost(Integer.MAX_VALUE);
    this.anywhere = client(new OkHttpClient(), turns, timeout);
    this.outside = client(outside, turns, timeout);
  }

  private OkHttpClient client(OkHttpClient client, Dispatcher turns, Duration timeout) {
    return client
        .newBuilder()
        .dispatcher(turns)
        .addInterceptor(this::sign)
        .callTimeout(timeout)
        .connectTimeout(timeout)
        .readTimeout(timeout)
        .writeTimeout(timeout)
        .followRedirects(false)
        .retryOnConnectionFailure(false)
        // None is kept for another call: one that its receiver has closed meanwhile would cost the
        // event an attempt.
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
        .proxy(Proxy.NO_PROXY)
        .build();
  }

  /** Calls that are going on end unanswered. */
  void close() {
    anywhere.dispatcher().cancelAll();
    anywhere.dispatcher().executorService().shutdown();
    anywhere.connectionPool().evictAll();
    outside.connectionPool().evictAll();
  }

  CompletableFuture<Answer> call(Sending sending) {
    Request request;
    try {
      request = request(sending);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(Answer.of(e));
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    (sending.target().allowed() ? anywhere : outside)
        .newCall(request)
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.complete(Answer.of(e));
              }

              @Override
              public void onResponse(Call call, Response response) {
                response.close();
                Instant begin = response.request().tag(Instant.class);
                Duration took = Duration.between(begin, clock.instant());
                answer.complete(Answer.of(response.code(), took));
              }
            });
    return answer;
  }

  /**
   * @throws IllegalArgumentException if HTTP does not allow one of its headers
   */
  private static Request request(Sending sending) {
    Event event = sending.event();
    Request.Builder request =
        new Request.Builder()
            .url(sending.target().url())
            .tag(Sending.class, sending)
            .post(RequestBody.create(event.body(), JSON));
    event.headers().forEach(request::header);
    return request.header("user-agent", "oneiros").header("webhook-id", event.id()).build();
  }

  /** At the call's turn: receivers refuse what was signed long ago. */
  private Response sign(Interceptor.Chain chain) throws IOException {
    Sending sending = chain.request().tag(Sending.class);
    Event event = sending.event();
    Instant now = clock.instant();
    if (now.isAfter(sending.until())) {
      throw new LateException();
    }
    String signatures =
        secrets.signatures(sending.target().origin(), event.id(), now, event.body());
    return chain.proceed(
        chain
            .request()
            .newBuilder()
            .tag(Instant.class, now)
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header("webhook-signature", signatures)
            .build());
  }
}
