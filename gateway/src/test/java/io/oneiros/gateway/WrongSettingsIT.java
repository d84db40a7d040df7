package io.oneiros.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.processes.Checkout;
import io.oneiros.processes.Command;
import io.oneiros.processes.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway that is told nonsense does not start, and says what is wrong. */
class WrongSettingsIT {
  @ParameterizedTest
  @CsvSource({
    "oneiros.webhooks.secret, whsec_d2Vhaw==, oneiros.webhooks.secret must be whsec_",
    "oneiros.webhooks.attempts, 99, oneiros.webhooks.attempts is 99",
    "oneiros.drops.prefix, /x/, oneiros.drops.prefix is '/x/'",
    "oneiros.drops.prefix, dreams/mine/, oneiros.drops.prefix is 'dreams/mine/'",
    "oneiros.webhooks.waiting, 0, oneiros.webhooks.waiting is 0"
  })
  void endTheStart(String setting, String value, String said, @TempDir Path folder)
      throws Exception {
    Path output = folder.resolve("log");
    List<String> words = Jvm.options();
    words.addAll(
        List.of(
            "-D%s=%s".formatted(setting, value),
            "-Dquarkus.http.port=0",
            "-Doneiros.objects.endpoint=http://localhost:9",
            "-Doneiros.objects.access-key=none",
            "-Doneiros.objects.secret-key=none",
            "-jar",
            Checkout.built("gateway/target/quarkus-app/quarkus-run.jar").toString()));
    Process gateway =
        new ProcessBuilder(Command.java(words, Map.of()).words())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = gateway.waitFor(1, TimeUnit.MINUTES);
      String log = Files.readString(output);

      assertThat(ended).as(log).isTrue();
      assertThat(gateway.exitValue()).as(log).isNotZero();
      assertThat(log).contains(said).doesNotContain("d2Vhaw==");
    } finally {
      gateway.destroyForcibly();
    }
  }
}
