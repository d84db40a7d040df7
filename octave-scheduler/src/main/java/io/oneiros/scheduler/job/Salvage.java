package io.oneiros.scheduler.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import java.io.IOException;
import java.time.Instant;

/**
 * What is left of a state that cannot be read, one of another version perhaps: enough to tell that
 * its dream has failed, or had ended, to dream it again, and to delete what it owns.
 */
public final class Salvage {
  private Salvage() {}

  /**
   * @param json the state; where not even its snapshot can be read, the dream counts as accepted
   *     now
   * @return a state without work; a deletion that was under way has to be asked for again
   */
  public static DreamState of(String id, byte[] json, Instant now) {
    JsonNode state = tree(json);
    JsonNode shown = state.path("shown");
    DreamSnapshot snapshot = snapshot(shown);
    if (snapshot == null || !id.equals(snapshot.id())) {
      // Gateways take only what is newer than what they have.
      snapshot = Draft.accepted(id, shown.path("sequence").asLong(), now);
    }
    Draft dream =
        new Draft(
            Draft.idle(snapshot, key(state, "source"), key(state, "guide"), key(state, "mask")),
            now);
    dream.deleting = false;
    return dream.decision().state();
  }

  /** Of an upload: the dream may be dreamed again from it. */
  private static String key(JsonNode state, String upload) {
    return state.path(upload).asText(null);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Null if it cannot be read or lacks what every snapshot has. */
  private static DreamSnapshot snapshot(JsonNode json) {
    try {
      DreamSnapshot read = Json.MAPPER.treeToValue(json, DreamSnapshot.class);
      return read != null && read.whole() ? read : null;
    } catch (IOException e) {
      return null;
    }
  }
}
