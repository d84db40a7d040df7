package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a stream, but waits only so long for each piece. {@link java.net.http.HttpClient} limits
 * only the wait for the head of an answer, not for its body.
 */
final class Patient implements AutoCloseable {
  private final InputStream in;
  private final Duration patience;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "pull");
            thread.setDaemon(true);
            return thread;
          });

  Patient(InputStream in, Duration patience) {
    this.in = in;
    this.patience = patience;
  }

  /**
   * @return as {@link InputStream#read(byte[])}
   * @throws HttpTimeoutException if nothing comes for too long; the stream must be closed then
   */
  int read(byte[] buffer) throws IOException, InterruptedException {
    Future<Integer> piece = reader.submit(() -> in.read(buffer));
    try {
      return piece.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("nothing came for %s s".formatted(seconds(patience)));
    } catch (ExecutionException e) {
      // The client's stream says only "closed"; what happened is the cause of that.
      Throwable failure = e.getCause();
      throw failure.getCause() instanceof IOException reason ? reason : new IOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    reader.shutdownNow();
    in.close();
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toMillis() / 1000.0).replaceFirst("\\.0$", "");
  }
}
