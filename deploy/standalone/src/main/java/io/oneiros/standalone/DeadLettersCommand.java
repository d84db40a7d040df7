package io.oneiros.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneiros.contract.Json;
import io.oneiros.contract.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code dream dead-letters}: what a running system could not handle. */
@Command(
    name = "dead-letters",
    description = "List, show or replay the messages that a running system could not handle.")
final class DeadLettersCommand implements Callable<Integer> {
  private static final int MOST = 50;
  private static final String ROW = "%-10s %-24s %-14s %-25s %-16s %s%n";

  /** Of a UUID what tells it apart at a glance; {@code show} has it whole. */
  private static final String REST_OF_UUID = "(?<=\\b[0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Mixin private SystemOption system;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this")
  private boolean help;

  @Override
  public Integer call() {
    return list();
  }

  @Command(description = "The newest ones.")
  Integer list() {
    JsonNode answer = system.client().deadLetters(MOST);
    System.out.printf(ROW, "ID", "AT", "TOPIC", "DREAM", "BY", "WHY");
    for (JsonNode letter : answer.path("letters")) {
      JsonNode problem = letter.path("problem");
      System.out.printf(
          ROW,
          letter.path("id").asText(),
          letter.path("at").asText(),
          line(letter.path("topic").asText("?")),
          dream(letter),
          line(letter.path("by").asText("?")).replaceAll(REST_OF_UUID, ""),
          line(problem.path("detail").asText()) + " (" + problem.path("code").asText() + ")");
    }
    return 0;
  }

  @Command(description = "One of them: the message whole, who gave it up, why and when.")
  Integer show(@Parameters(paramLabel = "ID", description = "as listed") String id)
      throws JsonProcessingException {
    System.out.println(
        Json.MAPPER
            .writer(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(system.client().deadLetter(id)));
    return 0;
  }

  @Command(
      description =
          "Let one have another go: a dream that failed by it is dreamed again, a webhook tried again.")
  Integer replay(@Parameters(paramLabel = "ID", description = "as listed") String id) {
    JsonNode sent = system.client().replay(id);
    System.out.println(sent.path("dream").asText());
    if (Topics.EVENTS_NAME.equals(sent.path("topic").asText())) {
      Terminal.say(
          "Its webhook is tried again; if it does not take the event now either, there will be a new letter.");
    }
    return 0;
  }

  /** The key is a dream's id or begins with one, but of drops, and of what is no task of a tile. */
  private static String dream(JsonNode letter) {
    String key = letter.path("key").asText();
    String topic = letter.path("topic").asText();
    boolean none =
        key.isEmpty()
            || key.equals(topic)
            || topic.equals(Topics.DROPS_NAME)
            || topic.equals(Topics.TILES_NAME) && !key.contains("/");
    return none ? "-" : line(key.split("/", 2)[0]);
  }

  /** Strangers' text has no say in how a terminal shows it. */
  private static String line(String text) {
    return text.replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ").strip();
  }
}
