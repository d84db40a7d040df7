package io.oneiros.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.oneiros.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What whoever was written for one reference stumbles over in a later one: topics, kinds of
 * messages and headers that are gone, kinds that nobody knows, and what {@link Breaks} finds in the
 * schemas.
 */
final class Evolution {
  /** Topics whose readers pass over kinds that they do not know, and are told to. */
  static final Set<String> OPEN = Set.of(Topics.RESULTS_NAME, Topics.EVENTS_NAME);

  private Evolution() {}

  /** One line a break; empty where nobody stumbles. */
  static List<String> breaks(Reference before, Reference after) {
    List<String> found = new ArrayList<>();
    for (String topic : before.topics()) {
      if (!Objects.equals(before.address(topic), after.address(topic))) {
        found.add(
            "%s: its address was %s and is %s"
                .formatted(topic, before.address(topic), after.address(topic)));
      }
      List<String> gone = new ArrayList<>(before.messages(topic));
      gone.removeAll(after.messages(topic));
      gone.forEach(message -> found.add("%s: no longer %s".formatted(topic, message)));
      if (!OPEN.contains(topic)) {
        List<String> come = new ArrayList<>(after.messages(topic));
        come.removeAll(before.messages(topic));
        come.forEach(
            message -> found.add("%s: newly %s, which no reader knows".formatted(topic, message)));
      }
    }
    for (String trait : before.traits()) {
      found.addAll(Breaks.between(before.headers(trait), after.headers(trait)));
    }
    before
        .schemas()
        .forEach(
            (message, schema) -> {
              JsonNode now = after.schemas().getOrDefault(message, MissingNode.getInstance());
              found.addAll(
                  now.isMissingNode()
                      ? List.of(message + ": removed")
                      : Breaks.between(schema, now));
            });
    return found;
  }
}
