package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Fetches files by https. A file that was begun is gone on with (RFC 9110, 14), if the server still
 * has the same one and can; else it is begun again. Redirections are followed to https only, and
 * five at most unless {@code jdk.httpclient.redirects.retrylimit} says otherwise.
 */
final class Https {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supplier<HttpClient.Builder> clients;
  private final Duration patience;

  /**
   * @param clients say whom to trust and which proxy to take
   * @param patience how long to wait for a connection, for an answer and for each piece of it
   */
  Https(Supplier<HttpClient.Builder> clients, Duration patience) {
    this.clients = clients;
    this.patience = patience;
  }

  /** With the proxy that Java's system properties name, else the environment. */
  static Https inEnvironment() {
    return new Https(
        () -> HttpClient.newBuilder().proxy(EnvironmentProxy.of(System.getenv())), PATIENCE);
  }

  /**
   * Makes a file whole. What has come is kept if the connection breaks.
   *
   * @param bytes that the file must have; no more are ever written
   * @throws ModelException {@code model-unavailable}, naming the address
   */
  void fetch(URI address, long bytes, Unfinished file, Progress progress) {
    try {
      if (file.length() > bytes) {
        file.discard();
      }
      if (file.length() < bytes) {
        download(address, bytes, file, progress);
      }
    } catch (ConnectException e) {
      throw failed(address, "no connection. Is a proxy missing (HTTPS_PROXY)?", e);
    } catch (IOException e) {
      throw failed(address, reason(e) + "." + kept(file, bytes), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(address, "interrupted.", e);
    }
  }

  private void download(URI address, long bytes, Unfinished file, Progress progress)
      throws IOException, InterruptedException {
    HttpClient client =
        clients.get().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(patience).build();
    HttpResponse<InputStream> response = ask(client, address, file);
    if (Answer.of(response, bytes).isOtherThanTheRest(file.length())) {
      response.body().close();
      file.discard();
      response = ask(client, address, file);
    }
    try (Patient body = new Patient(response.body(), patience)) {
      Answer.of(response, bytes).receive(body, file, progress);
    }
  }

  private HttpResponse<InputStream> ask(HttpClient client, URI address, Unfinished file)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    long have = file.length();
    if (have > 0) {
      request.header("Range", "bytes=%d-".formatted(have));
      file.etag().ifPresent(etag -> request.header("If-Range", etag));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String kept(Unfinished file, long bytes) {
    return file.length() == 0
        ? ""
        : " %d of %d bytes are here; the next pull goes on from there."
            .formatted(file.length(), bytes);
  }

  private static String reason(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e.getMessage() != null && !e.getMessage().isBlank()) {
        return e.getMessage();
      }
    }
    return failure.getClass().getSimpleName();
  }

  private static ModelException failed(URI address, String reason, Exception cause) {
    return ModelException.unavailable("%s: %s".formatted(address, reason), cause);
  }
}
