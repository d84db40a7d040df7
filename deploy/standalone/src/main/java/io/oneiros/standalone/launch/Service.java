package io.oneiros.standalone.launch;

import java.util.List;

/** A service of ours: its folder in the checkout and what its JVM gets. */
enum Service {
  SCHEDULER("octave-scheduler", "384m", Service.LIGHT),
  STORAGE("storage", "512m", List.of()),
  WORKER("dream-worker", "1g", List.of("-Dai.djl.offline=true")),
  GATEWAY("gateway", "256m", Service.LIGHT);

  /** Starts a third faster; nothing in it runs hot. */
  private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1");

  private final String module;
  private final String heap;
  private final List<String> jvmOptions;

  Service(String module, String heap, List<String> jvmOptions) {
    this.module = module;
    this.heap = heap;
    this.jvmOptions = jvmOptions;
  }

  /** Its program, under the checkout's root. */
  String jar() {
    return module + "/target/quarkus-app/quarkus-run.jar";
  }

  String heap() {
    return heap;
  }

  List<String> jvmOptions() {
    return jvmOptions;
  }
}
