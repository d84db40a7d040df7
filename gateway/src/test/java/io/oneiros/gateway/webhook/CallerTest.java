package io.oneiros.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
  private static final Event EVENT = new Event("id", "0-1", "dream", null, Map.of(), new byte[1]);

  /** Longer than the first call of a machine that has much else to do takes. */
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final Secrets secrets = new Secrets(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  private final Caller caller = caller(PATIENT);
  private ServerSocket inside;

  @BeforeEach
  void listen() throws IOException {
    inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    inside.setSoTimeout(200);
  }

  @AfterEach
  void close() throws IOException {
    caller.close();
    inside.close();
  }

  private Caller caller(Duration timeout) {
    return new Caller(
        secrets, timeout, Clock.systemUTC(), PublicSockets.client(PublicAddresses::has));
  }

  private Answer call(String scheme, Set<String> allowed, Instant until) throws Exception {
    return call(caller, scheme, allowed, until);
  }

  private Answer call(Caller by, String scheme, Set<String> allowed, Instant until)
      throws Exception {
    String url = "%s://localhost:%d/secret?x".formatted(scheme, inside.getLocalPort());
    return by.call(sending(url, allowed, until)).get(60, TimeUnit.SECONDS);
  }

  private static Sending sending(String url, Set<String> allowed, Instant until) {
    return new Sending(EVENT, Target.of(url, allowed), until, 1, new CompletableFuture<>());
  }

  private void isNotCalled() {
    assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
  }

  /** What the name leads to is found out when it is connected to, by every name. */
  @Test
  void nameThatLeadsInsideIsNotCalledAndItsAddressNotTold() throws Exception {
    Answer answer = call("https", Set.of(), Instant.MAX);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.FORBIDDEN);
    assertThat(answer.last()).isTrue();
    assertThat(answer.why()).contains("no public address").doesNotContain("127.", "::1", "secret");
    isNotCalled();
  }

  /** By TLS, over sockets that look at the address: this machine's, taken for public. */
  @Test
  void nameThatLeadsOutsideIsCalled() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates handshake =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(certificate.certificate())
            .build();
    OkHttpClient trusting =
        PublicSockets.client(InetAddress::isLoopbackAddress)
            .newBuilder()
            .sslSocketFactory(handshake.sslSocketFactory(), handshake.trustManager())
            .build();
    Caller outside = new Caller(secrets, PATIENT, Clock.systemUTC(), trusting);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(handshake.sslContext()));
    List<String> told = new CopyOnWriteArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          told.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "https://localhost:%d/".formatted(server.getAddress().getPort());
      Answer answer = outside.call(sending(url, Set.of(), Instant.MAX)).get(60, TimeUnit.SECONDS);

      assertThat(answer.why()).isNull();
      assertThat(told).containsExactly("id");
      assertThat(caller.call(sending(url, Set.of(), Instant.MAX)).get(60, TimeUnit.SECONDS).why())
          .contains("no public address");
    } finally {
      outside.close();
      server.stop(0);
    }
  }

  @Test
  void receiverThatIsSilentIsGivenUpInTimeAndTheSettingTold() throws Exception {
    Caller brief = caller(Duration.ofSeconds(1));
    try {
      Answer answer = call(brief, "http", Set.of("localhost"), Instant.MAX);

      assertThat(answer.outcome()).isEqualTo(Answer.Outcome.UNREACHABLE);
      assertThat(answer.last()).isFalse();
      assertThat(answer.why()).isEqualTo("there was no answer within oneiros.webhooks.timeout");
    } finally {
      brief.close();
    }
  }

  @Test
  void receiverThatEndsEachConnectionIsCalledByAnotherEachTime() throws Exception {
    try (ServerSocket receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      receiver.setSoTimeout(60_000);
      String url = "http://localhost:%d/".formatted(receiver.getLocalPort());
      for (int i = 0; i < 3; i++) {
        CompletableFuture<Answer> answer =
            caller.call(sending(url, Set.of("localhost"), Instant.MAX));
        try (Socket connection = receiver.accept()) {
          takeRequest(connection.getInputStream());
          connection.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
        }
        assertThat(answer.get(60, TimeUnit.SECONDS).why()).isNull();
      }
    }
  }

  /** Up to its end: the head and the one byte of the event. */
  private static void takeRequest(InputStream in) throws IOException {
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      head += (char) in.read();
    }
    assertThat(in.read()).isZero();
  }

  @Test
  void whatIsLateIsNotSent() throws Exception {
    Answer answer = call("http", Set.of("localhost"), Instant.EPOCH);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.FORBIDDEN);
    assertThat(answer.why()).contains("oneiros.webhooks.patience");
    isNotCalled();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://Example.org/a?b#c",
        "https://example.org:443",
        "https://example.org/secret/path"
      })
  void originIsSchemeHostAndPort(String url) {
    assertThat(Target.of(url, Set.of()).origin()).isEqualTo("https://example.org");
    assertThat(Target.of("http://[::1]:80/", Set.of("::1")).origin()).isEqualTo("http://[::1]");
    assertThat(Target.of("http://h:81/x", Set.of("h"))).hasToString("http://h:81");
  }

  @Test
  void hostsAreAllowedAsUrlsHaveThem() {
    assertThat(Target.host(" Receiver.INTERNAL ")).isEqualTo("receiver.internal");
    assertThatThrownBy(() -> Target.host("no host")).isInstanceOf(IllegalArgumentException.class);
  }
}
