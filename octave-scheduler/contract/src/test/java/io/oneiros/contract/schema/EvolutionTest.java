package io.oneiros.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/released is docs/reference as it was at the last release. {@code -Drelease=true}
 * makes it what is there now, which belongs to making a release; not where somebody would stumble:
 * what is meant all the same is written to its forgiven.txt, for everybody to see.
 */
class EvolutionTest {
  static final Path REFERENCE = Path.of(System.getProperty("basedir", "."), "../../docs/reference");
  private static final Release RELEASED = new Release(REFERENCE.resolve("released"));

  @Test
  void nobodyWhoWasWrittenForTheLastReleaseStumbles() throws IOException {
    if (RELEASED.isThere()) {
      assertThat(RELEASED.complaints(Reference.now()))
          .as(
              "Keep what was there and add beside it, as @Nullable; or make a new message of it, of a topic whose readers pass over"
                  + " what they do not know: %s. docs/events.md says what to do where that will not do.",
              Evolution.OPEN)
          .isEmpty();
    }
    if (Boolean.getBoolean("release")) {
      RELEASED.become(REFERENCE);
    }
    assertThat(Reference.of(RELEASED.folder()).topics()).isNotEmpty();
  }

  @Test
  void whatIsTheSameBreaksNobody() throws JsonProcessingException {
    assertThat(Evolution.breaks(Reference.now(), Reference.now())).isEmpty();
  }

  @Test
  void messageThatIsNoMoreIsABreak() throws JsonProcessingException {
    assertThat(without("channels", "dream.requests", "messages", "dream-retried"))
        .containsExactly("dream.requests: no longer dream-retried");
    Map<String, JsonNode> fewer = new TreeMap<>(Reference.now().schemas());
    fewer.remove("tile-task");
    assertThat(Evolution.breaks(Reference.now(), new Reference(Reference.now().api(), fewer)))
        .containsExactly("tile-task: removed");
  }

  @Test
  void topicThatIsNoMoreOrElsewhereIsABreak() throws JsonProcessingException {
    assertThat(without("channels", "dream.events"))
        .contains(
            "dream.events: its address was dream.events and is null",
            "dream.events: no longer accepted");
    Reference moved = Reference.now();
    ((ObjectNode) moved.api().path("channels").path("dream.jobs")).put("address", "jobs");
    assertThat(Evolution.breaks(Reference.now(), moved))
        .containsExactly("dream.jobs: its address was dream.jobs and is jobs");
  }

  @Test
  void headerThatIsNoMoreIsABreak() throws JsonProcessingException {
    assertThat(
            without(
                "components", "messageTraits", "cloudEvent", "headers", "properties", "ce_subject"))
        .containsExactly(".ce_subject: removed");
    assertThat(without("components", "messageTraits", "webhook")).contains(".ce_webhook: removed");
  }

  @Test
  void kindThatNobodyKnowsIsABreakButWhereReadersPassItOver() throws JsonProcessingException {
    assertThat(with("dream.storage", "polish"))
        .containsExactly("dream.storage: newly polish, which no reader knows");
    assertThat(with("dream.results", "polished")).isEmpty();
    assertThat(with("dream.events", "polished")).isEmpty();
  }

  private static List<String> with(String topic, String message) throws JsonProcessingException {
    Reference more = Reference.now();
    ((ObjectNode) more.api().path("channels").path(topic).path("messages")).putObject(message);
    return Evolution.breaks(Reference.now(), more);
  }

  private static List<String> without(String... path) throws JsonProcessingException {
    Reference less = Reference.now();
    JsonNode node = less.api();
    for (String name : List.of(path).subList(0, path.length - 1)) {
      node = node.path(name);
    }
    assertThat(((ObjectNode) node).remove(path[path.length - 1])).isNotNull();
    return Evolution.breaks(Reference.now(), less);
  }
}
