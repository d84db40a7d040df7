package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
  private static final Problem PROBLEM = Problem.of(ProblemCode.INTERNAL, "It broke.");

  /** What a broker takes unless it is told otherwise, with room for headers. */
  private static final int KAFKA = 1_000_000;

  @Test
  void messageIsKeptWhole() {
    DeadLetter letter = of("{\"type\": \"nonsense\"}");

    assertThat(letter.message().get("type").asText()).isEqualTo("nonsense");
    assertThat(letter.length()).isNull();
    assertThat(letter.problem()).isEqualTo(PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "{", "1 and more"})
  void whatIsNoJsonIsText(String text) {
    assertThat(of(text).message().asText()).isEqualTo(text);
    assertThat(written(of(text))).isEqualTo(of(text));
  }

  @Test
  void nothingIsNothing() {
    assertThat(DeadLetter.of("t", null, "me", PROBLEM).message()).isNull();
  }

  @Test
  void whatIsNestedAsDeepAsCanBeReadIsText() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    assertThat(of(deep).message().asText()).isEqualTo(deep);
    assertThat(written(of(deep))).isEqualTo(of(deep));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "x", "\"", "\uFFFF"})
  void ofALargeMessageTheBeginningAndTheLengthAreKept(String filling) {
    byte[] junk = filling.repeat(900_000).getBytes(StandardCharsets.UTF_8);

    DeadLetter letter = DeadLetter.of("t", junk, "me", PROBLEM);

    assertThat(letter.length()).isEqualTo(junk.length);
    assertThat(letter.message().asText()).startsWith(filling.repeat(1000));
    assertThat(Json.write(DeadLetter.class, letter)).hasSizeLessThan(KAFKA / 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {40_000, 43_000, 44_000, 200_000, DeadLetter.WHOLE, DeadLetter.WHOLE + 1})
  void letterIsSmallHoweverLongTheMessageGetsWhenItIsWritten(int length) {
    DeadLetter letter = DeadLetter.of("t", new byte[length], "me", PROBLEM);

    assertThat(Json.write(DeadLetter.class, letter)).hasSizeLessThan(KAFKA / 3);
    assertThat(letter.length() == null).isEqualTo(6 * length + 2 <= DeadLetter.WHOLE);
  }

  @Test
  void problemThatQuotesTheMessageIsCut() {
    Problem quoting = Problem.of(ProblemCode.INTERNAL, "\uD83D\uDE00".repeat(500_000));

    DeadLetter letter = DeadLetter.of("t", new byte[0], "me", quoting);

    assertThat(letter.problem().detail()).hasSizeLessThan(5000).endsWith(" ...");
    assertThat(written(letter).problem()).isEqualTo(letter.problem());
  }

  private static DeadLetter of(String message) {
    return DeadLetter.of("t", message.getBytes(StandardCharsets.UTF_8), "me", PROBLEM);
  }

  private static DeadLetter written(DeadLetter letter) {
    return Json.read(DeadLetter.class, Json.write(DeadLetter.class, letter));
  }
}
