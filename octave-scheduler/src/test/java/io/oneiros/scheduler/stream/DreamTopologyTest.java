package io.oneiros.scheduler.stream;

import static io.oneiros.contract.TaskId.Kind.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DreamTopologyTest {
  private static final String DREAM = "dream-1";
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1));

  @TempDir Path folder;
  private boolean faulty;
  private final List<TileTask> tiles = new ArrayList<>();
  private final Deque<Result.OfTask> answers = new ArrayDeque<>();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> requests;
  private TestInputTopic<String, byte[]> results;
  private TestOutputTopic<String, byte[]> jobs;
  private TestOutputTopic<String, byte[]> events;
  private TestOutputTopic<String, byte[]> deadLetters;

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void wholeDream() {
    request();
    answerAll();

    List<TestRecord<String, byte[]>> shown = jobs.readRecordsToList();
    DreamSnapshot last = Json.read(DreamSnapshot.class, shown.get(shown.size() - 1).value());
    assertThat(last.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(last.sequence()).isEqualTo(shown.size());
    assertThat(header(shown.get(0), "ce_type")).isEqualTo("io.oneiros.dream-snapshot.v1");
    assertThat(header(shown.get(0), "ce_subject")).isEqualTo(DREAM);
    assertThat(header(shown.get(0), "ce_source")).isEqualTo("/oneiros/octave-scheduler");
    assertThat(events.readValuesToList())
        .extracting(json -> Json.read(DreamEvent.class, json).getClass().getSimpleName())
        .containsExactly("Accepted", "Started", "OctaveCompleted", "OctaveCompleted", "Completed");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void whatCannotBeReadIsBuriedAndTheRestGoesOn() {
    requests.pipeInput(DREAM, "no json".getBytes(StandardCharsets.UTF_8));
    requests.pipeInput(DREAM, "{\"type\":\"nonsense\"}".getBytes(StandardCharsets.UTF_8));
    requests.pipeInput("another-key", request(DREAM));
    requests.pipeInput((String) null, request(DREAM));
    results.pipeInput(DREAM, (byte[]) null);
    results.pipeInput(DREAM, "null".getBytes(StandardCharsets.UTF_8));
    results.pipeInput(DREAM, "{\"type\":\"stored\"}".getBytes(StandardCharsets.UTF_8));
    results.pipeInput(
        DREAM, "{\"type\":\"stored\",\"task\":\"x\"}".getBytes(StandardCharsets.UTF_8));

    List<DeadLetter> letters =
        deadLetters.readValuesToList().stream()
            .map(json -> Json.read(DeadLetter.class, json))
            .toList();
    assertThat(letters).hasSize(8);
    assertThat(letters.get(0).message().asText()).isEqualTo("no json");
    assertThat(letters.get(1).message().get("type").asText()).isEqualTo("nonsense");
    assertThat(letters.get(2).problem().detail()).contains("'another-key'", "'dream-1'");
    request();
    answerAll();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void errorOfOursFailsTheDreamItIsAboutAndNoOther() {
    request();
    faulty = true;
    answerOne();
    assertThat(lastShown().problem().code()).isEqualTo(ProblemCode.INTERNAL);
    faulty = false;

    String other = "dream-2";
    requests.pipeInput(other, request(other));
    answerAll();

    DreamSnapshot last = lastShown();
    assertThat(last.id()).isEqualTo(other);
    assertThat(last.status()).isEqualTo(DreamStatus.COMPLETED);
  }

  @Test
  void lostTileGoesOutAgainOnceAWorkerHasLongBeenIdle() {
    request();
    answerOne();
    int before = tiles.size();
    driver.advanceWallClockTime(Duration.ofSeconds(70));
    assertThat(tiles).as("nobody works, so nothing is lost").hasSize(before);

    beat(List.of());
    driver.advanceWallClockTime(Duration.ofSeconds(20));

    assertThat(tiles).hasSize(2 * before);
    assertThat(tiles.get(before).id()).isEqualTo(tiles.get(0).id().withAttempt(2));
  }

  @Test
  void heartbeatKeepsTheLeaseOfWhatAWorkerHasInHand() {
    request();
    answerOne();
    int before = tiles.size();
    for (int i = 0; i < 20; i++) {
      beat(tiles.stream().map(TileTask::id).toList());
      driver.advanceWallClockTime(Duration.ofSeconds(10));
    }
    assertThat(tiles).hasSize(before);
  }

  @Test
  void storageTaskIsLostOnlyOnceAllStorageHasLongBeenIdle() {
    request();
    answers.clear();
    driver.advanceWallClockTime(Duration.ofSeconds(70));
    storageBeat("s1", List.of());
    storageBeat("s2", List.of(TaskId.of("another/k3/o0/r0/export/0/a1")));
    driver.advanceWallClockTime(Duration.ofSeconds(20));
    assertThat(answers).as("it may be in the queue of s2").isEmpty();

    storageBeat("s2", List.of());
    driver.advanceWallClockTime(Duration.ofSeconds(20));

    assertThat(answers)
        .extracting(Result.OfTask::task)
        .containsExactly(TaskId.of("dream-1/k3/o0/r0/ingest/0/a2"));
  }

  @Test
  void cancelledTwiceADreamIsForgottenOnceWhatIsOutIsOverAndItsObjectsAreDeleted() {
    request();
    cancel();
    assertThat(lastShown().status()).isEqualTo(DreamStatus.CANCELLED);
    cancel();
    answers.clear();

    driver.advanceWallClockTime(PATIENCE.notice());
    assertThat(answers).extracting(answer -> answer.task().kind()).containsExactly(DELETE);
    assertThat(jobs.isEmpty()).isTrue();
    answerOne();

    assertThat(jobs.readRecord().value()).isNull();
    assertThat(driver.<String, byte[]>getKeyValueStore(DreamProcessor.STORE).get(DREAM)).isNull();
  }

  @BeforeEach
  void start() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            SchedulerTopology.of(
                new JobMachine(new SpecCheck(Limits.DEFAULTS, this::facts), PATIENCE),
                PATIENCE,
                new Recording()),
            settings,
            Instant.ofEpochMilli(Long.parseLong("k3", 36)));
    StringSerializer names = new StringSerializer();
    requests = driver.createInputTopic(Topics.REQUESTS_NAME, names, new ByteArraySerializer());
    results = driver.createInputTopic(Topics.RESULTS_NAME, names, new ByteArraySerializer());
    jobs = output(Topics.JOBS_NAME);
    events = output(Topics.EVENTS_NAME);
    deadLetters = output(Topics.DEAD_LETTERS_NAME);
  }

  private ModelFacts facts(String model, List<String> layers) {
    if (faulty) {
      throw new IllegalStateException("a fault");
    }
    return Fixtures.FACTS.facts(model, layers);
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void request() {
    requests.pipeInput(DREAM, request(DREAM));
  }

  private static byte[] request(String dream) {
    return Json.write(
        Request.class,
        new Request.DreamRequested(
            dream, Fixtures.spec(TilingMode.FAST, 2, 12, 256), "dreams/dream-1/upload", null));
  }

  private void cancel() {
    requests.pipeInput(DREAM, Json.write(Request.class, new Request.DreamCancelled(DREAM, null)));
  }

  private void beat(List<TaskId> busy) {
    Result beat = new Result.WorkerHeartbeat("worker-1", busy.size() + 1, busy, "cpu");
    results.pipeInput("worker-1", Json.write(Result.class, beat));
  }

  private void storageBeat(String name, List<TaskId> busy) {
    Result beat = new Result.StorageHeartbeat(name, 1, busy);
    results.pipeInput(name, Json.write(Result.class, beat));
  }

  private void answerOne() {
    results.pipeInput(DREAM, Json.write(Result.class, answers.remove()));
  }

  private void answerAll() {
    while (!answers.isEmpty()) {
      answerOne();
    }
  }

  private DreamSnapshot lastShown() {
    List<byte[]> shown = jobs.readValuesToList();
    return Json.read(DreamSnapshot.class, shown.get(shown.size() - 1));
  }

  private static String header(TestRecord<String, byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Takes down what goes out, and what a cluster would answer. */
  private final class Recording implements Dispatcher {
    private final Answers cluster = new Answers(new Size(600, 400));

    @Override
    public void tile(TileTask task) {
      tiles.add(task);
      answers.add(Answers.to(task));
    }

    @Override
    public void storage(StorageTask task) {
      answers.add(cluster.to(task));
    }
  }
}
