package io.oneiros.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * What somebody who was written for one schema of a message would stumble over in another. Messages
 * are both read and written by older versions of a service, so it looks both ways.
 */
final class Breaks {
  private final JsonNode before;
  private final JsonNode after;
  private final List<String> found = new ArrayList<>();

  private Breaks(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  /** One line a break; empty where nobody stumbles. */
  static List<String> between(JsonNode before, JsonNode after) {
    Breaks breaks = new Breaks(before, after);
    breaks.compare(before.path("title").asText(), before, after);
    before
        .path("$defs")
        .properties()
        .forEach(
            entry -> {
              JsonNode now = after.path("$defs").path(entry.getKey());
              if (!now.isMissingNode()) {
                breaks.compare(entry.getKey(), entry.getValue(), now);
              }
            });
    return breaks.found;
  }

  private void compare(String place, JsonNode old, JsonNode now) {
    for (String word : List.of("type", "format", "const", "$ref")) {
      if (!old.path(word).equals(now.path(word))) {
        tell(place, "its %s was %s and is %s", word, old.path(word), now.path(word));
      }
    }
    JsonNode was = old.path("required");
    JsonNode is = now.path("required");
    without(was, is).forEach(name -> tell(place + "." + name, "no longer required"));
    without(is, was).forEach(name -> tell(place + "." + name, "newly required"));
    for (String values : List.of("enum", "examples")) {
      without(old.path(values), now.path(values))
          .forEach(value -> tell(place, "no longer the value '%s'", value));
    }
    without(now.path("enum"), old.path("enum"))
        .forEach(value -> tell(place, "newly the value '%s'", value));
    old.path("properties")
        .properties()
        .forEach(
            property -> {
              String name = place + "." + property.getKey();
              JsonNode other = now.path("properties").path(property.getKey());
              if (other.isMissingNode()) {
                tell(name, "removed");
              } else {
                compare(name, property.getValue(), other);
              }
            });
    if (old.has("items") && now.has("items")) {
      compare(place + "[]", old.get("items"), now.get("items"));
    }
    for (JsonNode choice : old.path("anyOf")) {
      if (!contains(now.path("anyOf"), choice)) {
        tell(place, "no longer %s", choice);
      }
    }
    for (JsonNode choice : now.path("anyOf")) {
      if (!contains(old.path("anyOf"), choice)) {
        tell(place, "newly %s", choice);
      }
    }
  }

  private static Iterable<String> without(JsonNode these, JsonNode those) {
    TreeSet<String> left = new TreeSet<>();
    these.forEach(one -> left.add(one.asText()));
    those.forEach(one -> left.remove(one.asText()));
    return left;
  }

  private static boolean contains(JsonNode choices, JsonNode choice) {
    return StreamSupport.stream(choices.spliterator(), false).anyMatch(choice::equals);
  }

  private void tell(String place, String what, Object... values) {
    found.add(place + ": " + what.formatted(values));
  }
}
