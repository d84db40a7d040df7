package io.oneiros.canvas;

import io.minio.MinioClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes the S3 client: bounded times, no retries of its own, daemon threads. */
final class S3Client {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int REQUESTS = 64;

  private S3Client() {}

  /**
   * An explicit HTTP client, because the default one waits five minutes and retries by itself.
   *
   * @param observer hears of every request
   */
  static MinioClient of(ObjectStoreSettings settings, S3Observer observer) {
    return MinioClient.builder()
        .endpoint(settings.endpoint())
        .credentials(settings.accessKey(), settings.secretKey())
        .region(settings.region())
        .httpClient(http(observer), true)
        .build();
  }

  static OkHttpClient http(S3Observer observer) {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "s3");
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(REQUESTS);
    dispatcher.setMaxRequestsPerHost(REQUESTS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .socketFactory(new PromptSockets())
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectTimeout(CONNECT)
        .readTimeout(SILENCE)
        .writeTimeout(SILENCE)
        .addInterceptor(new ObservedCalls(observer))
        .build();
  }
}
