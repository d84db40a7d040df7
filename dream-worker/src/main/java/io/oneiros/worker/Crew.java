package io.oneiros.worker;

import io.oneiros.contract.Result.WorkerHeartbeat;
import java.util.List;

/**
 * Those who work on a worker's devices of one kind.
 *
 * @param lanes the devices
 * @param bench where tiles in hand are worked on
 * @param hands that take tiles
 */
record Crew(Lanes lanes, Workbench bench, List<Hand> hands) {
  Crew {
    hands = List.copyOf(hands);
  }

  /** Tiles that it takes at a time: as many as it has hands that some come to. */
  int slots() {
    return (int) hands.stream().filter(Hand::takesTiles).count();
  }

  /** What a worker tells of it. */
  WorkerHeartbeat heartbeat(String worker) {
    return new WorkerHeartbeat(
        worker, slots(), bench.busy(), lanes.kind(), List.copyOf(lanes.loaded()));
  }
}
