package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final TaskId TILE = new TaskId("d1", "k3", 2, 3, TaskId.Kind.TILE, 7, 1);

  @Test
  void everyMessageSurvivesTheTripExactly() {
    Samples.ALL.forEach(
        (message, declared) ->
            assertThat(Json.read(declared, Json.write(cast(declared), message)))
                .isEqualTo(message));
  }

  @SuppressWarnings("unchecked")
  private static Class<Object> cast(Class<?> declared) {
    return (Class<Object>) declared;
  }

  @Test
  void recipesAndSpecsOfAnOlderVersionAreStillRead() {
    String spec = "{'iterations':10,'step':1.5,'layers':[{'name':'a','weight':2}]}";
    assertThat(read(DreamSpec.class, spec).iterations()).containsExactly(10);
    assertThat(read(DreamSpec.class, spec).step()).containsExactly(1.5);

    String recipe =
        "{'model':'m','modelSha256':'s','layers':[{'name':'a','weight':1,'measure':'l2'}],'octaves':2,'octaveScale':1.4,'iterations':10,'step':1.5,'mode':'fast'}";
    Recipe read = read(Recipe.class, recipe);
    assertThat(read.iterations(1)).isEqualTo(10);
    assertThat(read.ascent()).isEqualTo(Ascent.NONE.checked(Limits.DEFAULTS));
    assertThat(read.finish().strength()).isEqualTo(1);
  }

  @Test
  void snapshotsAndHeartbeatsOfAnOlderVersionAreStillRead() {
    String shown = "{'id':'d1','status':'running','octaveSeconds':[]}";
    assertThat(read(DreamSnapshot.class, shown).terms())
        .isEqualTo(new Terms("", Priority.NORMAL, Terms.SAME));
    String beat = "{'type':'worker-heartbeat','worker':'w','slots':2,'busy':[],'device':'cpu'}";
    assertThat(((Result.WorkerHeartbeat) read(Result.class, beat)).models()).isEmpty();
  }

  private static <T> T read(Class<T> type, String json) {
    return Json.read(type, json.replace('\'', '"').getBytes());
  }

  @Test
  void fieldsOfANewerWriterAreIgnored() {
    String newer = "{'type':'stored','task':'d1/k3/o2/r3/tile/7/a1','colour':'blue'}";

    Result read = Json.read(Result.class, newer.replace('\'', '"').getBytes());

    assertThat(read).isEqualTo(new Result.Stored(TILE));
  }

  @Test
  void taskIdIsReadableAndComparesWorkAcrossAttempts() {
    assertThat(TILE).hasToString("d1/k3/o2/r3/tile/7/a1");
    assertThat(TaskId.of("d1/k3/o2/r3/tile/7/a1")).isEqualTo(TILE);
    assertThat(TILE.withAttempt(9).sameWork(TILE)).isTrue();
    assertThat(new TaskId("d1", "k3", 2, 3, TaskId.Kind.TILE, 8, 1).sameWork(TILE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "A", "-a", "a b", "a.b"})
  void idThatCouldEscapeItsPrefixIsNoDreamId(String id) {
    assertThat(ObjectKeys.isDreamId(id)).isFalse();
    assertThatThrownBy(() -> ObjectKeys.upload(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "A", "-a", "a b", "a.b"})
  void kindThatCouldEscapeItsTopicIsNone(String kind) {
    assertThatThrownBy(() -> Topics.tiles(kind)).hasMessageContaining("not a kind");
    assertThat(Topics.tiles("cpu-x-float32").name()).isEqualTo("dream.tiles.cpu-x-float32");
  }

  @Test
  void deltaNamesTheAttempt() {
    assertThat(ObjectKeys.delta(TILE.withAttempt(2))).isEqualTo("dreams/d1/k3/o2/r3/t7-a2");
  }

  @Test
  void octaveSizesFollowTheNotebook() {
    assertThat(Octaves.sizes(new Size(1024, 575), 4, 1.4))
        .containsExactly(
            new Size(373, 210), new Size(522, 294), new Size(731, 411), new Size(1024, 575));
  }
}
