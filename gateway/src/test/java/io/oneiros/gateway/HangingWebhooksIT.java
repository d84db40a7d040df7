package io.oneiros.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DreamEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receivers that take a connection and say nothing. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "oneiros.webhooks.secret", value = WebhookIT.SECRET),
      @ResourceArg(name = "oneiros.webhooks.allowed-hosts", value = HangingWebhooksIT.HOSTS),
      @ResourceArg(name = "oneiros.webhooks.attempts", value = "3"),
      @ResourceArg(name = "oneiros.webhooks.timeout", value = "60s"),
      @ResourceArg(name = "oneiros.webhooks.pause", value = "50ms")
    })
class HangingWebhooksIT extends PlayedScheduler {
  /** All of them are this machine. */
  static final String HOSTS =
      "localhost, 127.9.8.0, 127.9.8.1, 127.9.8.2, 127.9.8.3, 127.9.8.4, 127.9.8.5, 127.9.8.6,"
          + "127.9.8.7, 127.9.8.8, 127.9.8.9, 127.9.8.10, 127.9.8.11, 127.9.8.12, 127.9.8.13,"
          + "127.9.8.14, 127.9.8.15, 127.9.8.16, 127.9.8.17, 127.9.8.18, 127.9.8.19, 127.9.8.20";

  /** Well before the calls that hang are given up. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static String host(int number) {
    return "127.9.8." + number;
  }

  @Test
  void receiverThatHangsHoldsUpNobodyElseAndIsNotForgotten() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName(host(0)));
        Receiver receiver = new Receiver(call -> 200)) {
      String hanging = "http://%s:%d/".formatted(host(0), silent.getLocalPort());
      scheduler.tell(new DreamEvent.Cancelled("told-5", "first"), receiver.url("localhost"));
      await().atMost(SOON).until(() -> receiver.calls().size() == 1);

      for (int i = 0; i < 20; i++) {
        scheduler.tell(new DreamEvent.Cancelled("told-5", "hangs"), hanging);
      }
      scheduler.tell(new DreamEvent.Cancelled("told-5", "next"), receiver.url("localhost"));
      await().atMost(SOON).until(() -> receiver.calls().size() >= 2);

      // The offset is committed each second, but not past what hangs: a crash loses nothing.
      await()
          .during(Duration.ofSeconds(2))
          .atMost(SOON)
          .until(() -> scheduler.unread("told-5") >= 20);
    }
    await().atMost(SOON).until(() -> scheduler.unread("told-5") == 0);
    assertThat(Letters.of("told-5")).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void twentyReceiversThatHangHoldUpNobody() throws Exception {
    List<ServerSocket> silent = new ArrayList<>();
    try (Receiver receiver = new Receiver(call -> 200)) {
      scheduler.tell(new DreamEvent.Cancelled("told-9", "first"), receiver.url("localhost"));
      await().atMost(SOON).until(() -> receiver.calls().size() == 1);
      for (int host = 1; host <= 20; host++) {
        String name = host(host);
        silent.add(new ServerSocket(0, 50, InetAddress.getByName(name)));
        String hanging = "http://%s:%d/".formatted(name, silent.get(host - 1).getLocalPort());
        for (int i = 0; i < 5; i++) {
          scheduler.tell(new DreamEvent.Cancelled("told-9", "hangs"), hanging);
        }
      }

      scheduler.tell(new DreamEvent.Cancelled("told-9", "next"), receiver.url("localhost"));

      await().atMost(SOON).until(() -> receiver.calls().size() >= 2);
    } finally {
      for (ServerSocket one : silent) {
        one.close();
      }
    }
    await().atMost(SOON).until(() -> scheduler.unread("told-9") == 0);
  }
}
