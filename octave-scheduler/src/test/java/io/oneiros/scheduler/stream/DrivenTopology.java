package io.oneiros.scheduler.stream;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelFacts;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.ApiException;
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
import org.junit.jupiter.api.io.TempDir;

/** The scheduler's topology without a broker, and a cluster that answers when told to. */
abstract class DrivenTopology {
  static final String DREAM = "dream-1";
  static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          Duration.ofHours(1));
  static final Duration RETENTION = Duration.ofDays(7);

  @TempDir Path folder;

  /** What asking about a network ends with, or null. */
  RuntimeException trouble;

  ApiException refusal;

  /** Results that were passed over. */
  int unknown;

  /** What the one worker can take at a time: more than a dream has. */
  int slots = 100;

  final List<TileTask> tiles = new ArrayList<>();

  /** Where a dream's tiles were sent to. */
  final Map<String, List<String>> kinds = new HashMap<>();

  final Deque<Result.OfTask> answers = new ArrayDeque<>();
  TopologyTestDriver driver;
  TestInputTopic<String, byte[]> requests;
  TestInputTopic<String, byte[]> results;
  TestOutputTopic<String, byte[]> jobs;
  TestOutputTopic<String, byte[]> events;
  TestOutputTopic<String, byte[]> deadLetters;

  @AfterEach
  void stop() {
    driver.close();
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
                new JobMachine(
                    new SpecCheck(Limits.DEFAULTS, this::facts), PATIENCE, Fixtures.VERSION),
                PATIENCE,
                RETENTION,
                new Recording(),
                observer()),
            settings,
            Instant.ofEpochMilli(Long.parseLong("k3", 36)));
    StringSerializer names = new StringSerializer();
    requests = driver.createInputTopic(Topics.REQUESTS_NAME, names, new ByteArraySerializer());
    results = driver.createInputTopic(Topics.RESULTS_NAME, names, new ByteArraySerializer());
    jobs = output(Topics.JOBS_NAME);
    events = output(Topics.EVENTS_NAME);
    deadLetters = output(Topics.DEAD_LETTERS_NAME);
    beat(List.of());
  }

  /** Who hears of it all. */
  Observer observer() {
    return new Unobserved() {
      @Override
      public void unknown() {
        unknown++;
      }
    };
  }

  private ModelFacts facts(String model, List<String> layers) {
    if (trouble != null) {
      throw trouble;
    }
    return Fixtures.FACTS.facts(model, layers);
  }

  TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  void request() {
    requests.pipeInput(DREAM, request(DREAM));
  }

  static byte[] request(String dream) {
    return Json.write(
        Request.class,
        new Request.DreamRequested(
            dream,
            Fixtures.spec(TilingMode.FAST, 2, 12, 256),
            "dreams/dream-1/upload",
            null,
            null,
            null));
  }

  void cancel() {
    requests.pipeInput(DREAM, Json.write(Request.class, new Request.DreamCancelled(DREAM, null)));
  }

  void beat(List<TaskId> busy) {
    beat("worker-1", busy);
  }

  void beat(String worker, List<TaskId> busy) {
    Result beat = new Result.WorkerHeartbeat(worker, slots, busy, Answers.KIND, List.of());
    results.pipeInput(worker, Json.write(Result.class, beat));
  }

  void storageBeat(String name, List<TaskId> busy) {
    Result beat = new Result.StorageHeartbeat(name, 1, busy);
    results.pipeInput(name, Json.write(Result.class, beat));
  }

  /** Time passes, and the scheduler listens all the while. */
  void pass(Duration time) {
    Duration step = Duration.ofSeconds(5);
    Duration left = time;
    for (; left.compareTo(step) > 0; left = left.minus(step)) {
      driver.advanceWallClockTime(step);
    }
    driver.advanceWallClockTime(left);
  }

  void answerOne() {
    results.pipeInput(DREAM, Json.write(Result.class, answers.remove()));
  }

  void answerAll() {
    while (!answers.isEmpty()) {
      answerOne();
    }
  }

  DreamSnapshot lastShown() {
    List<byte[]> shown = jobs.readValuesToList();
    return Json.read(DreamSnapshot.class, shown.get(shown.size() - 1));
  }

  static String header(TestRecord<String, byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Takes down what goes out, and what a cluster would answer. */
  private final class Recording implements Dispatcher {
    private final Answers cluster = new Answers(new Size(600, 400));

    @Override
    public void tile(String kind, TileTask task, Failures failures) {
      if (refusal != null) {
        failures.unsent(task.id(), refusal);
        return;
      }
      tiles.add(task);
      kinds.computeIfAbsent(task.id().dream(), any -> new ArrayList<>()).add(kind);
      answers.add(Answers.to(task));
    }

    @Override
    public void storage(StorageTask task, Failures failures) {
      answers.add(cluster.to(task));
    }
  }
}
