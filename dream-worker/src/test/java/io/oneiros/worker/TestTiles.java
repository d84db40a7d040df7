package io.oneiros.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Normalisation;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Shift;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.zoo.Network;
import java.util.List;
import java.util.Map;

/** Tile tasks: one step on the whole of a small picture, and what deviates from that. */
final class TestTiles {
  static final Size PICTURE = new Size(144, 112);
  static final String CANVAS = "dreams/d1/o0/source/";

  private TestTiles() {}

  static TaskId id(String dream, int attempt) {
    return new TaskId(dream, "k3", 0, 0, TaskId.Kind.TILE, 0, attempt);
  }

  static TileTask whole(TaskId id, Network network) {
    return new TileTask(
        id,
        network.id(),
        network.sha256(),
        List.of(new LayerWeight("mixed0", 1.0)),
        CANVAS,
        PICTURE,
        PICTURE.whole(),
        PICTURE.whole(),
        32,
        32,
        List.of(new Shift(0, 0)),
        1.5,
        Normalisation.OWN,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        PICTURE,
        ObjectKeys.delta(id));
  }

  /** The same with other values for some fields of its message. */
  static TileTask but(TileTask task, Map<String, Object> changes) {
    ObjectNode message = Json.MAPPER.valueToTree(task);
    changes.forEach((field, value) -> message.set(field, Json.MAPPER.valueToTree(value)));
    return Json.MAPPER.convertValue(message, TileTask.class);
  }
}
