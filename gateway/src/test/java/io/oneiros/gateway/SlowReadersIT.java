package io.oneiros.gateway;

import static io.oneiros.contract.DreamStatus.COMPLETED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A picture that nobody takes waits in the object store, not in the gateway's memory. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SlowReadersIT extends PlayedScheduler {
  private static final int PICTURE = 16 << 20;
  private static final int READERS = 16;

  /** Of all of them together, in bytes: a sixtieth of what they read. */
  private static final long MOST = 4 << 20;

  private final String id = UUID.randomUUID().toString();
  private final String self = "/v1/dreams/" + id;

  @ParameterizedTest
  @Timeout(120)
  @EnumSource
  void pictureWaitsInTheStoreForItsReaders(HttpClient.Version version) throws Exception {
    try (ObjectStore store = parts.store()) {
      store.put(ObjectKeys.image(id), new byte[PICTURE], "image/png");
    }
    scheduler.tell(Snapshots.of(id, 3, COMPLETED));
    await().untilAsserted(() -> given().get(self).then().statusCode(200));

    URI uri = URI.create("http://localhost:%d%s/image".formatted(RestAssured.port, self));
    long before = buffers();
    List<CompletableFuture<HttpResponse<byte[]>>> readers =
        Stream.generate(() -> read(version, uri)).limit(READERS).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new));
    long most = 0;
    while (!all.isDone()) {
      most = Math.max(most, buffers() - before);
      Thread.sleep(2);
    }
    for (CompletableFuture<HttpResponse<byte[]>> reader : readers) {
      assertThat(reader.join().statusCode()).isEqualTo(200);
      assertThat(reader.join().version()).isEqualTo(version);
      assertThat(reader.join().body()).hasSize(PICTURE);
    }
    assertThat(most).isLessThan(MOST);
  }

  private static CompletableFuture<HttpResponse<byte[]>> read(HttpClient.Version version, URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return HttpClient.newBuilder()
        .version(version)
        .build()
        .sendAsync(request, BodyHandlers.ofByteArray());
  }

  /** Bytes outside the heap, where what is sent is kept until it is on its way. */
  private static long buffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
