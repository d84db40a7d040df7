package io.oneiros.standalone.launch;

import java.util.List;
import java.util.Locale;

/** A service of ours: its folder in the checkout and what its JVM gets. */
public enum Service {
  // Heaps begin small: by default it is the machine's memory that says how large, and what has been
  // used of them once stays resident.
  SCHEDULER("octave-scheduler", "-Xms128m", "-Xmx384m"),
  GATEWAY("gateway", "-Xms96m", "-Xmx256m"),
  // What a picture needs is little: a heap that is given back keeps it so. Its young part has room
  // for the blocks in work, so that they are not moved about; its old part for the canvases that
  // storage remembers and as much again, or every second task would wait for a full collection.
  // The most is for pictures that can only be decoded whole.
  STORAGE(
      "storage",
      "-Xms160m",
      "-Xmn64m",
      "-Xmx512m",
      "-XX:MinHeapFreeRatio=10",
      "-XX:MaxHeapFreeRatio=20"),
  WORKER("dream-worker", "-Xmx1g", "-Dai.djl.offline=true");

  private final String module;
  private final List<String> jvmOptions;

  Service(String module, String... jvmOptions) {
    this.module = module;
    this.jvmOptions = List.of(jvmOptions);
  }

  /** What its metrics' {@code job} ends with. */
  String job() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its program, under the checkout's root. */
  String jar() {
    return module + "/target/quarkus-app/quarkus-run.jar";
  }

  List<String> jvmOptions() {
    return jvmOptions;
  }
}
