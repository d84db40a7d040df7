package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.TilingMode;
import io.oneiros.contract.Traceparent;
import io.oneiros.scheduler.Fixtures;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Followers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What a dream's request says of its trace and of its webhook goes with all that is told of it. */
class FollowersTest extends DrivenTopology {
  private static final String CAUSE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String WEBHOOK = "https://example.org/told";

  @Test
  void everythingThatIsToldOfADreamIsOfItsRequestsTrace() {
    request(CAUSE, null);
    answerAll();

    List<TestRecord<String, byte[]>> told = events.readRecordsToList();
    assertThat(told).hasSizeGreaterThan(3);
    told.addAll(jobs.readRecordsToList());
    assertThat(told)
        .allSatisfy(message -> assertThat(traceOf(message)).isEqualTo(CAUSE.substring(3, 35)));
  }

  @Test
  void webhookIsNamedByEveryEventAndKeptWithTheState() {
    request(CAUSE, WEBHOOK);
    answerAll();

    assertThat(events.readRecordsToList())
        .hasSizeGreaterThan(3)
        .allSatisfy(event -> assertThat(header(event, CloudEvent.WEBHOOK)).isEqualTo(WEBHOOK));
    byte[] kept = (byte[]) driver.getKeyValueStore(DreamProcessor.STORE).get(DREAM);
    assertThat(Json.read(DreamState.class, kept).followers())
        .isEqualTo(new Followers(CAUSE, WEBHOOK));
  }

  @Test
  void dreamThatIsAskedForWithoutATraceBeginsOne() {
    request(null, null);
    answerAll();

    assertThat(events.readRecordsToList().stream().map(FollowersTest::traceOf).distinct())
        .hasSize(1);
  }

  @Test
  void onlyEventsNameTheWebhookAndOnlyWhereThereIsOne() {
    request(CAUSE, null);

    TestRecord<String, byte[]> accepted = events.readRecord();
    assertThat(Json.read(DreamEvent.class, accepted.value()))
        .isInstanceOf(DreamEvent.Accepted.class);
    assertThat(accepted.headers().lastHeader(CloudEvent.WEBHOOK)).isNull();
    assertThat(jobs.readRecord().headers().lastHeader(CloudEvent.WEBHOOK)).isNull();
  }

  private void request(String trace, String webhook) {
    Request request =
        new Request.DreamRequested(
            DREAM,
            Fixtures.spec(TilingMode.FAST, 2, 12, 256),
            "dreams/dream-1/upload",
            null,
            null,
            null,
            "",
            webhook);
    RecordHeaders headers = new RecordHeaders();
    if (trace != null) {
      headers.add(Traceparent.HEADER, trace.getBytes(StandardCharsets.UTF_8));
    }
    requests.pipeInput(
        new TestRecord<>(DREAM, Json.write(Request.class, request), headers, (Long) null));
  }

  private static String traceOf(TestRecord<String, byte[]> message) {
    return Traceparent.of(header(message, Traceparent.HEADER)).orElseThrow().traceId();
  }
}
