package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import io.oneiros.contract.spec.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
  @Test
  void requestThatIsLongerThanAnyIsNotRead() {
    byte[] request = request("x".repeat(Inbox.LONGEST_REQUEST));

    assertThatThrownBy(() -> Inbox.request("d1", request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("131072 at most");
  }

  @Test
  void textThatIsLongerThanAnyIsNotRead() {
    byte[] failed =
        "{\"type\":\"task-failed\",\"task\":\"d1/k3/o0/r0/tile/0/a1\",\"by\":\"%s\"}"
            .formatted("x".repeat(Inbox.LONGEST_TEXT + 1))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Inbox.result(failed)).hasMessageContaining("16384");
  }

  @Test
  void specWithAFieldThatThereIsNotIsNotDreamedAsAnother() {
    byte[] request =
        bytes("{'type':'dream-requested','dream':'d1','spec':{'octave':1}}".replace('\'', '"'));

    assertThatThrownBy(() -> Inbox.request("d1", request))
        .hasMessageContaining("There is no field 'octave'. Did you mean 'octaves'?")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(Inbox.deadLetter(Topics.REQUESTS_NAME, request, e).problem().code())
                    .isEqualTo(ProblemCode.INVALID_SPEC));
  }

  @Test
  void requestAsAGatewayWritesItIsRead() {
    String spec =
        "{'preset':'guided','layers':[{'name':'mixed4','weight':-2,'channels':[1,2],'at':[0.5,0.5],'measure':'cosine'}],'octaves':3,"
            + "'ascent':{'optimiser':'adam'},'regularise':{'tv':1},'start':{'from':'noise','width':64,'height':64},'finish':{'strength':0.5},'priority':'low'}";
    for (DreamSpec each :
        List.of(DreamSpec.DEFAULTS, SpecReader.read(bytes(spec.replace('\'', '"'))))) {
      Request written = new Request.DreamRequested("d1", each, null, null, null, null, null, null);

      assertThat(Inbox.request("d1", Json.write(Request.class, written))).isEqualTo(written);
    }
  }

  @Test
  void halfACharacterIsReadAndCanBeWritten() {
    Request read = Inbox.request("d1", request("\\ud800"));

    assertThat(Json.read(Request.class, Json.write(Request.class, read))).isEqualTo(read);
  }

  @Test
  void resultOfAKindThatOnlyANewerVersionKnowsIsNone() {
    assertThat(Inbox.result(bytes("{\"type\":\"tile-imagined\",\"task\":7}"))).isEmpty();
    assertThatThrownBy(() -> Inbox.result(bytes("{\"task\":7}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void problemThatOnlyANewerVersionKnowsIsInternal() {
    String failed =
        "{'type':'task-failed','task':'d1/k3/o0/r0/tile/0/a1','by':'w','problem':{'code':'moonlight','detail':'why'}}";

    Result read = Inbox.result(bytes(failed.replace('\'', '"'))).orElseThrow();

    assertThat(((Result.TaskFailed) read).problem())
        .isEqualTo(Problem.of(ProblemCode.INTERNAL, "why"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void longKeyIsCut() {
    assertThat(Inbox.letterKey("t", null)).isEqualTo("t");
    assertThat(Inbox.letterKey("t", "key")).isEqualTo("key");
    assertThat(Inbox.letterKey("t", "k".repeat(900_000))).hasSize(256);
  }

  @Test
  void whatIsWrongWithALetterSaysSo() {
    DeadLetter letter =
        Inbox.deadLetter(
            Topics.REQUESTS_NAME, new byte[900_000], new IllegalArgumentException("why"));

    assertThat(letter.problem())
        .isEqualTo(
            Problem.of(
                ProblemCode.INVALID_MESSAGE,
                "A message on dream.requests could not be handled: why"));
    assertThat(letter.length()).isEqualTo(900_000);
  }

  private static byte[] request(String source) {
    return "{\"type\":\"dream-requested\",\"dream\":\"d1\",\"source\":\"%s\"}"
        .formatted(source)
        .getBytes(StandardCharsets.UTF_8);
  }
}
