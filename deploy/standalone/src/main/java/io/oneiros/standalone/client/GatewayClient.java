package io.oneiros.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Estimate;
import io.oneiros.contract.Json;
import io.oneiros.standalone.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A gateway somewhere.
 *
 * <p>Every method throws {@link GatewayException} where the gateway says no and {@link
 * UnreachableException} where it says nothing.
 */
public final class GatewayClient {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration SLOW = Duration.ofSeconds(30);
  private static final Duration TRANSFER = Duration.ofMinutes(10);
  private static final int NOT_FOUND = 404;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(SHORT).build();
  private final String gateway;

  /**
   * @param gateway its address, such as {@code http://127.0.0.1:8080}
   */
  public GatewayClient(URI gateway) {
    this.gateway = gateway.toString().replaceAll("/+$", "");
  }

  /** Whether it takes dreams. */
  public boolean healthy() {
    try {
      return status(request("/q/health/ready", SHORT).GET().build()) == 200;
    } catch (UnreachableException e) {
      return false;
    }
  }

  /**
   * What is to be dreamed.
   *
   * @param photo to dream from
   * @param guide that layers are compared with
   * @param mask of where to dream
   */
  public record Order(
      DreamSpec spec, Optional<Path> photo, Optional<Path> guide, Optional<Path> mask) {
    public static Order of(Path photo, DreamSpec spec) {
      return new Order(spec, Optional.of(photo), Optional.empty(), Optional.empty());
    }

    /** By the names that the gateway has for them. */
    public Map<String, Path> pictures() {
      Map<String, Path> pictures = new LinkedHashMap<>();
      photo.ifPresent(file -> pictures.put("image", file));
      guide.ifPresent(file -> pictures.put("guide", file));
      mask.ifPresent(file -> pictures.put("mask", file));
      return pictures;
    }
  }

  /**
   * @return the new dream's id
   */
  public String submit(Order order) throws IOException {
    return submit(order, Map.of());
  }

  /**
   * @param key the same dream, however often it is sent
   * @return the dream's id
   */
  public String submit(Order order, String key) throws IOException {
    return submit(order, Map.of("Idempotency-Key", key));
  }

  private String submit(Order order, Map<String, String> headers) throws IOException {
    return Json.read(JsonNode.class, post("/v1/dreams", form(order), headers)).path("id").asText();
  }

  /** What it would be; nobody dreams it. */
  public Estimate estimate(Order order) throws IOException {
    return Json.read(Estimate.class, post("/v1/plans", form(order), Map.of()));
  }

  private static Multipart form(Order order) throws IOException {
    Multipart form = new Multipart().json("spec", Json.write(DreamSpec.class, order.spec()));
    for (Map.Entry<String, Path> picture : order.pictures().entrySet()) {
      form.file(picture.getKey(), picture.getKey(), picture.getValue());
    }
    return form;
  }

  private record Model(boolean present) {}

  /** Whether it has a network of that id, and its file. */
  public boolean hasModel(String id) {
    HttpResponse<byte[]> answer =
        send(request("/v1/models/" + id, SHORT).GET().build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() == NOT_FOUND) {
      return false;
    }
    accept(answer.statusCode(), answer.body());
    return Json.read(Model.class, answer.body()).present();
  }

  /**
   * Sends a network along.
   *
   * @param part {@code input}, or of a generator {@code output}
   * @param pixels what it wants of them, or what they are, in one of the forms of {@code --input}
   * @return its id
   */
  public String send(Path network, String part, String pixels) throws IOException {
    String name = network.getFileName().toString();
    Multipart form = new Multipart().text(part, pixels).file("file", name, network);
    return Json.read(JsonNode.class, post("/v1/models", form, Map.of())).path("id").asText();
  }

  /**
   * @return the answer's JSON
   */
  private byte[] post(String path, Multipart form, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        request(path, TRANSFER).header("Content-Type", form.contentType()).POST(form.body());
    headers.forEach(request::header);
    HttpResponse<byte[]> answer = send(request.build(), BodyHandlers.ofByteArray());
    accept(answer.statusCode(), answer.body());
    return answer.body();
  }

  public DreamSnapshot snapshot(String id) {
    HttpResponse<byte[]> answer =
        send(request("/v1/dreams/" + id, SHORT).GET().build(), BodyHandlers.ofByteArray());
    accept(answer.statusCode(), answer.body());
    return Json.read(DreamSnapshot.class, answer.body());
  }

  /** Hands on every snapshot that the gateway tells of; returns when it tells no more. */
  public void follow(String id, Consumer<DreamSnapshot> snapshots) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + "/v1/dreams/" + id + "/events"))
            .header("Accept", "text/event-stream")
            .GET()
            .build();
    EventStream events = new EventStream();
    try (Stream<String> lines = send(request, BodyHandlers.ofLines()).body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        var event = events.line(line);
        if (event.isPresent()) {
          snapshots.accept(Json.MAPPER.readValue(event.get(), DreamSnapshot.class));
        }
      }
    } catch (JsonProcessingException | java.io.UncheckedIOException e) {
      throw new UnreachableException(gateway, e);
    }
  }

  /** Writes a completed dream's picture. */
  public void image(String id, Path to) throws IOException {
    file("/v1/dreams/" + id + "/image", to);
  }

  private void file(String path, Path to) throws IOException {
    HttpResponse<Path> answer =
        send(
            request(path, TRANSFER).GET().build(),
            BodyHandlers.ofFile(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING));
    if (answer.statusCode() != 200) {
      throw GatewayException.of(answer.statusCode(), Files.readString(to, StandardCharsets.UTF_8));
    }
  }

  /** Writes the deep-zoom descriptor of a completed dream. */
  public void zoom(String id, Path to) throws IOException {
    file("/v1/dreams/" + id + "/zoom.dzi", to);
  }

  /** Writes a tile of it. */
  public void zoomTile(String id, int level, int column, int row, Path to) throws IOException {
    file("/v1/dreams/%s/zoom_files/%d/%d_%d.png".formatted(id, level, column, row), to);
  }

  /** All that decided a completed dream's picture, as JSON. */
  public byte[] sidecar(String id) {
    HttpResponse<byte[]> answer =
        send(
            request("/v1/dreams/" + id + "/sidecar", SHORT).GET().build(),
            BodyHandlers.ofByteArray());
    accept(answer.statusCode(), answer.body());
    return answer.body();
  }

  /** Its newest dead letters, the list's own JSON. */
  public JsonNode deadLetters(int limit) {
    return json(request("/v1/dead-letters?limit=" + limit, SLOW).GET().build());
  }

  /** A dead letter, whole. */
  public JsonNode deadLetter(String id) {
    return json(request("/v1/dead-letters/" + segment(id), SLOW).GET().build());
  }

  /**
   * Replays a dead letter.
   *
   * @return its dream's id, {@code dream}, and the {@code topic} of its message
   */
  public JsonNode replay(String id) {
    return again("/v1/dead-letters/" + segment(id) + "/replay");
  }

  /**
   * Has a dream that failed dreamed again.
   *
   * @return its id
   */
  public String retry(String id) {
    return again("/v1/dreams/" + segment(id) + "/retry").path("dream").asText();
  }

  private JsonNode again(String path) {
    return json(request(path, SLOW).POST(BodyPublishers.noBody()).build());
  }

  private JsonNode json(HttpRequest request) {
    HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
    accept(answer.statusCode(), answer.body());
    return Json.read(JsonNode.class, answer.body());
  }

  /** What somebody has typed, as one part of a path. */
  private static String segment(String typed) {
    return URLEncoder.encode(typed, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether there is such a dream; not if nobody answers. */
  public boolean knows(String id) {
    try {
      return status(request("/v1/dreams/" + id, SHORT).GET().build()) == 200;
    } catch (UnreachableException e) {
      return false;
    }
  }

  public void cancel(String id) {
    status(request("/v1/dreams/" + id, SHORT).DELETE().build());
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    return HttpRequest.newBuilder(URI.create(gateway + path)).timeout(limit);
  }

  private int status(HttpRequest request) {
    return send(request, BodyHandlers.discarding()).statusCode();
  }

  private static void accept(int status, byte[] body) {
    if (status / 100 != 2) {
      throw GatewayException.of(status, new String(body, StandardCharsets.UTF_8));
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UnreachableException(gateway, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }
}
