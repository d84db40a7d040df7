package io.oneiros.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final List<Sending> calls = new ArrayList<>();
  private final List<Sending> givenUp = new ArrayList<>();
  private final Lanes lanes = new Lanes(1000, calls::add, givenUp::add);

  private static Sending to(String host) {
    Event event = new Event("id", "0-1", "dream", null, Map.of(), new byte[1]);
    Target target = Target.of("https://" + host, Set.of());
    return new Sending(event, target, Instant.MAX, 1, new CompletableFuture<>());
  }

  private void enter(String host, int events) {
    for (int i = 0; i < events; i++) {
      assertThat(lanes.enter(to(host))).isCompleted();
    }
  }

  private long calls(String host) {
    return calls.stream().filter(call -> call.host().equals(host)).count();
  }

  /** What was called first of a host is answered, and over unless it is to be sent again. */
  private Sending answer(String host, Standing standing, boolean again) {
    Sending call = calls.stream().filter(one -> one.host().equals(host)).findFirst().orElseThrow();
    calls.remove(call);
    lanes.answered(call, standing, again);
    if (!again) {
      lanes.leave(call);
    }
    return call;
  }

  @Test
  void hostsThatHangLeaveTurnsToOthers() {
    for (int i = 0; i < 20; i++) {
      enter("hangs-" + i, 40);
    }
    assertThat(calls).hasSize(20);

    enter("other", 1);

    assertThat(calls("other")).isOne();
  }

  @Test
  void hostsThatHaveHungLeaveTurnsToHostsThatAreNotKnown() {
    for (int i = 0; i < 40; i++) {
      enter("hangs-" + i, 3);
    }
    assertThat(calls).as("of hosts that are not known").hasSize(32);
    for (int i = 0; i < 32; i++) {
      answer("hangs-" + i, Standing.FAILING, /* again= */ true);
    }
    assertThat(calls).as("16 that failed, 8 that were not asked before").hasSize(24);

    enter("other", 1);

    assertThat(calls("other")).isOne();
  }

  @Test
  void turnsGoByHostHoweverManyEventsOneHas() {
    enter("many", 500);
    for (int i = 0; i < 40; i++) {
      enter("host-" + i, 1);
    }

    for (int i = 0; i < 9; i++) {
      answer(calls.get(0).host(), Standing.FAIR, /* again= */ false);
    }

    assertThat(calls).extracting(Sending::host).contains("host-39");
    assertThat(calls("many")).isZero();
  }

  @Test
  void promptHostHasFourCallsAndOneThatFailsOne() {
    enter("host", 20);
    assertThat(calls("host")).as("not known yet").isOne();

    answer("host", Standing.PROMPT, /* again= */ false);
    assertThat(calls("host")).isEqualTo(4);

    answer("host", Standing.FAILING, /* again= */ true);
    assertThat(calls("host")).as("those that go on").isEqualTo(3);
    assertThat(lanes.waiting()).isEqualTo(19);
  }

  @Test
  void pausedEventIsCalledAgainWithItsNextAttempt() {
    enter("host", 1);
    Sending first = answer("host", Standing.FAILING, /* again= */ true);
    assertThat(calls).isEmpty();

    lanes.resume(first);

    assertThat(calls).singleElement().extracting(Sending::attempt).isEqualTo(2);
  }

  @Test
  void whereAllPlacesAreTakenReadingWaitsForAHostThatTakesEvents() {
    enter("prompt", 900);
    enter("other", 100);
    CompletableFuture<Void> next = lanes.enter(to("next"));
    assertThat(next).isNotDone();

    answer("prompt", Standing.FAIR, /* again= */ false);

    assertThat(next).isCompleted();
    assertThat(givenUp).isEmpty();
    assertThat(lanes.waiting()).isEqualTo(1000);
  }

  @Test
  void whereAllPlacesAreTakenNothingEntersWithoutWaiting() {
    enter("prompt", 999);
    assertThat(lanes.enterNow(to("other"))).isTrue();

    assertThat(lanes.enterNow(to("refused"))).isFalse();

    assertThat(lanes.waiting()).isEqualTo(1000);
    assertThat(calls("refused")).isZero();
    answer("prompt", Standing.FAIR, /* again= */ false);
    assertThat(lanes.enterNow(to("later"))).isTrue();
  }

  @Test
  void whereAllPlacesAreTakenAHostThatFailsGivesUpWhatItHasTried() {
    enter("fails", 900);
    enter("other", 100);
    Sending tried = answer("fails", Standing.FAILING, /* again= */ true);

    CompletableFuture<Void> next = lanes.enter(to("next"));

    assertThat(givenUp).containsExactly(tried);
    assertThat(next).as("until it is buried").isNotDone();
    lanes.leave(tried);
    assertThat(next).isCompleted();
    assertThat(calls("next")).isOne();
    lanes.resume(tried);
    assertThat(calls("fails")).as("not sent once more").isOne();
  }

  @Test
  void boundsAreSettingsWithBounds() {
    assertThatThrownBy(() -> new Lanes(0, calls::add, givenUp::add))
        .hasMessageContaining("oneiros.webhooks.waiting is 0");
  }
}
