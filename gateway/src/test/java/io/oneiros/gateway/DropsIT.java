package io.oneiros.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.MinioClient;
import io.minio.SetBucketNotificationArgs;
import io.minio.messages.NotificationConfiguration;
import io.minio.messages.NotificationConfiguration.QueueConfiguration;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** With a real MinIO server, which notifies by Kafka; skipped where there is none. */
@EnabledIf(
    value = "io.oneiros.processes.RealObjects#minioOnPath",
    disabledReason = "no minio on the PATH")
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = RealParts.NOTIFYING, value = "true"),
      @ResourceArg(name = "oneiros.drops.prefix", value = "drops/"),
      @ResourceArg(name = "oneiros.drops.tenant", value = "droppers")
    })
class DropsIT implements RealParts.NeedsParts {
  private static final Duration SOON = Duration.ofSeconds(40);

  private RealParts parts;
  private ObjectStore store;
  private Scheduler scheduler;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @BeforeEach
  void start() throws Exception {
    RealParts.awaitReadyGateway();
    store = parts.store();
    scheduler = new Scheduler(parts.kafka().bootstrapServers());
    notifyOfAllThatIsCreated();
  }

  @AfterEach
  void stop() {
    scheduler.close();
    store.close();
  }

  private void notifyOfAllThatIsCreated() throws Exception {
    QueueConfiguration all =
        new QueueConfiguration(
            "arn:minio:sqs::DROPS:kafka", null, List.of("s3:ObjectCreated:*"), null);
    try (MinioClient client =
        MinioClient.builder()
            .endpoint(parts.objects().endpoint())
            .credentials(parts.objects().accessKey(), parts.objects().secretKey())
            .build()) {
      client.setBucketNotification(
          SetBucketNotificationArgs.builder()
              .bucket("oneiros")
              .config(new NotificationConfiguration(null, List.of(all), null, null))
              .build());
    }
  }

  @Test
  void droppedPhotoIsDreamedAndItsDreamLaidBesideIt() {
    store.put("drops/a cat.jpg.json", bytes("{\"iterations\": 2, \"octaves\": 1}"));
    store.put("drops/a cat.jpg", TestPictures.jpeg(320, 240));

    Request.DreamRequested request = request(1);
    assertThat(request.spec().iterations()).containsExactly(2);
    assertThat(request.tenant()).isEqualTo("droppers");
    assertThat(store.get(request.source())).isEqualTo(TestPictures.jpeg(320, 240));

    byte[] dream = TestPictures.jpeg(32, 24);
    store.put("drops/a cat.jpg.dream.json", bytes("of an earlier cat"));
    String image = ObjectKeys.image(request.dream());
    store.put(image, dream);
    end(new DreamEvent.Completed(request.dream(), image, "h", 1));
    await().atMost(SOON).until(() -> store.exists("drops/a cat.jpg.dream.png"));
    assertThat(store.get("drops/a cat.jpg.dream.png")).isEqualTo(dream);
    await().atMost(SOON).until(() -> !store.exists("drops/a cat.jpg.dream.json"));
    await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> requests().size() == 1);
  }

  @Test
  void whatCannotBeDreamedIsToldBesideIt() {
    store.put("drops/bad.png", bytes("no picture"));

    await().atMost(SOON).until(() -> store.exists("drops/bad.png.dream.json"));
    Problem problem = Json.read(Problem.class, store.get("drops/bad.png.dream.json"));
    assertThat(problem.code()).isEqualTo(ProblemCode.NOT_A_PICTURE);
  }

  @Test
  void whatIsTooLargeIsNotFetched() {
    store.put("drops/large.png", new byte[RealParts.MAX_BYTES + 1]);

    await().atMost(SOON).until(() -> store.exists("drops/large.png.dream.json"));
    Problem problem = Json.read(Problem.class, store.get("drops/large.png.dream.json"));
    assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_BYTES);
    assertThat(problem.setting()).isEqualTo("oneiros.limits.max-bytes");
  }

  /** What should be said of it would have a name that no store takes. */
  @Test
  void whatNobodyThoughtOfIsADeadLetterAndHoldsUpNobody() {
    String name = "drops/" + "n".repeat(248) + ".png";
    scheduler.send(Topics.DROPS_NAME, "junk", new byte[900_000]);
    store.put(name, bytes("no picture"));
    store.put("drops/next.png", bytes("no picture either"));

    await().atMost(SOON).until(() -> store.exists("drops/next.png.dream.json"));
    DeadLetter letter =
        await().atMost(SOON).until(() -> letterOf(name), Optional::isPresent).orElseThrow();
    assertThat(letter.topic()).isEqualTo(Topics.DROPS_NAME);
    assertThat(letter.message().findValuesAsText("key")).isNotEmpty();
  }

  private Optional<DeadLetter> letterOf(String name) {
    return scheduler.letters().stream()
        .filter(letter -> letter.problem().detail().contains(name))
        .findFirst();
  }

  private void end(DreamEvent event) {
    scheduler.send(Topics.EVENTS_NAME, event.dream(), Json.write(DreamEvent.class, event));
  }

  private Request.DreamRequested request(int number) {
    await().atMost(SOON).until(() -> requests().size() == number);
    return requests().get(number - 1);
  }

  private List<Request.DreamRequested> requests() {
    return scheduler.requests().stream()
        .map(Scheduler::request)
        .map(Request.DreamRequested.class::cast)
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
