package io.oneiros.processes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How to tell that a child serves. */
@FunctionalInterface
public interface Readiness {
  /**
   * @param output what the child has written since its start
   */
  boolean ready(String output);

  /** The child printed {@code line}. */
  static Readiness line(String line) {
    return output -> output.lines().anyMatch(line::equals);
  }

  /** Somebody listens on a port of 127.0.0.1. */
  static Readiness port(int port) {
    return output -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** The address answers 200. */
  static Readiness http(URI address) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).GET().build();
    return output -> {
      try {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }
}
