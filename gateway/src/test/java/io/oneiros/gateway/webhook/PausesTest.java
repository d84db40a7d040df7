package io.oneiros.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Pauses pauses = new Pauses();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  @AfterEach
  void close() {
    pauses.close();
  }

  @Test
  void pauseEnds() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);

    pauses.begin(Duration.ofMillis(1), over, ended::countDown);

    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void pauseOfWhatIsOverIsForgotten() {
    pauses.begin(HOUR, over, () -> {});
    pauses.begin(HOUR, new CompletableFuture<>(), () -> {});
    assertThat(pauses.size()).isEqualTo(2);

    over.completeExceptionally(new IllegalStateException("It is neither taken nor buried."));

    assertThat(pauses.size()).isOne();
  }

  @Test
  void whatIsOverAlreadyDoesNotPause() {
    over.complete(null);

    pauses.begin(HOUR, over, () -> {});

    assertThat(pauses.size()).isZero();
  }
}
