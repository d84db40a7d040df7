package io.oneiros.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String ONE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_b25lLXNlY3JldC1vZi0zMi1ieXRlcy1vci1zbyE=";
  private static final String ORIGIN = "https://example.org";
  private static final Instant TIME = Instant.ofEpochSecond(1614265330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /** The example that libraries of Standard Webhooks are tested with. */
  @Test
  void signsAsEveryReceiverVerifies() {
    assertThat(Secrets.signature(key(ONE), "msg_p5jXN8AQM9LWM0D4loKWxJek", TIME, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void everyReceiverHasASecretOfItsOwn() {
    Secrets secrets = new Secrets(List.of(ONE));

    assertThat(secrets.of(ORIGIN)).hasSize(1).doesNotContain(ONE);
    assertThat(secrets.of(ORIGIN)).isNotEqualTo(secrets.of("https://example.org:8443"));
    assertThat(secrets.signatures(ORIGIN, "id", TIME, BODY))
        .isEqualTo(Secrets.signature(key(secrets.of(ORIGIN).get(0)), "id", TIME, BODY))
        .isNotEqualTo(secrets.signatures("https://example.com", "id", TIME, BODY));
  }

  @Test
  void whileOneIsReplacedCallsAreSignedWithBoth() {
    List<String> signatures =
        Arrays.asList(
            new Secrets(List.of(OTHER, ONE)).signatures(ORIGIN, "id", TIME, BODY).split(" "));

    assertThat(signatures)
        .containsExactly(
            new Secrets(List.of(OTHER)).signatures(ORIGIN, "id", TIME, BODY),
            new Secrets(List.of(ONE)).signatures(ORIGIN, "id", TIME, BODY));
  }

  @Test
  void whatTheDocumentationSaysMakesTheSecret() throws IOException, InterruptedException {
    String command =
        Files.readString(Checkout.root().resolve("docs/events.md"))
            .lines()
            .filter(line -> line.contains("openssl dgst") || line.contains("-macopt"))
            .reduce("set -o pipefail", "%s\n%s"::formatted);
    ProcessBuilder bash = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    bash.environment().put("SECRET", OTHER);
    assumeTrue(new ProcessBuilder("bash", "-c", "command -v openssl").start().waitFor() == 0);

    Process process = bash.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo(new Secrets(List.of(OTHER)).of(ORIGIN).get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_?"})
  void weakSecretIsRefusedAndNotTold(String secret) {
    assertThatThrownBy(() -> new Secrets(List.of(ONE, secret)))
        .hasMessage(
            "oneiros.webhooks.secret must be whsec_ and at least 24 bytes in Base64;"
                + " several with commas between them.");
  }

  private static byte[] key(String secret) {
    return Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }
}
