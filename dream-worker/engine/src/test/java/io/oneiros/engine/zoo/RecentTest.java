package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecentTest {
  private final Recent<String, String> recent = new Recent<>(2);
  private final List<String> made = new CopyOnWriteArrayList<>();

  @Test
  void whatWasNotAskedForTheLongestIsForgottenFirst() {
    for (String key : List.of("a", "b", "a", "c")) {
      assertThat(recent.get(key, this::make)).isEqualTo(key + "!");
    }
    assertThat(recent.find("b")).isEmpty();
    assertThat(recent.find("a")).hasValue("a!");
    assertThat(recent.find("c")).hasValue("c!");
    assertThat(made).containsExactly("a", "b", "c");
  }

  @Test
  void whatCannotBeMadeIsTriedAgain() {
    for (Throwable failure : List.of(new IllegalStateException("no"), new StackOverflowError())) {
      assertThatThrownBy(() -> recent.get("a", key -> thrown(failure))).isSameAs(failure);
      assertThat(recent.find("a")).isEmpty();
    }
    assertThat(recent.get("a", this::make)).isEqualTo("a!");
  }

  @Test
  void whoeverAsksForTheSameWaitsAndOthersDoNot() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch slow = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(
            () ->
                recent.get(
                    "a",
                    key -> {
                      begun.countDown();
                      await(slow);
                      return make(key);
                    }));
    await(begun);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> recent.get("a", this::make));
    assertThat(recent.get("b", this::make)).isEqualTo("b!");
    assertThat(recent.find("a")).isEmpty();
    assertThat(second).isNotDone();
    slow.countDown();
    assertThat(first.join()).isSameAs(second.join());
    assertThat(made).containsExactly("b", "a");
  }

  private String make(String key) {
    made.add(key);
    return key + "!";
  }

  private static String thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
