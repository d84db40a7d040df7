package io.oneiros.standalone.launch;

import io.oneiros.engine.torch.Threads;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.Command;
import io.oneiros.processes.Jvm;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the services of one system are started. Secrets go by the environment, everything else by
 * system properties, where {@code ps} shows it.
 */
public record ServiceCommands(Home home, String kafka, Options.Objects objects, Options options) {
  /** Its settings are those of all. */
  public Command of(Service service, int port) {
    return of(service, port, Map.of());
  }

  /**
   * @param own settings of this one process, which go before those of all
   */
  public Command of(Service service, int port, Map<String, String> own) {
    List<String> words = Jvm.options();
    words.addAll(service.jvmOptions());
    // After ours, so that theirs count.
    words.addAll(given(System.getenv()));
    Map<String, String> settings = settings(port);
    settings.putAll(own);
    settings.forEach((name, value) -> words.add("-D" + name + "=" + value));
    words.add("-jar");
    words.add(Checkout.built(service.jar()).toString());
    return Command.java(words, environment(service));
  }

  private Map<String, String> environment(Service service) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ONEIROS_OBJECTS_ACCESS_KEY", objects.keys().accessKey());
    environment.put("ONEIROS_OBJECTS_SECRET_KEY", objects.keys().secretKey());
    environment.put("DJL_CACHE_DIR", home.djl().toString());
    if (service == Service.WORKER) {
      environment.putAll(Allocator.environment(System.getenv()));
    }
    return environment;
  }

  /** What {@code ONEIROS_JVM_OPTIONS} has each service's JVM told, such as a larger heap. */
  static List<String> given(Map<String, String> environment) {
    String options = environment.getOrDefault("ONEIROS_JVM_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  /** One lane a worker: together they use every core once. */
  static int threads(int cores, int workers) {
    return Math.min(Threads.MOST, Math.max(1, cores / workers));
  }

  private Map<String, String> settings(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("kafka.bootstrap.servers", kafka);
    settings.put("oneiros.home", home.folder().toString());
    settings.put("oneiros.objects.endpoint", objects.endpoint());
    if (options.kafka().isEmpty()) {
      // Our own broker allows it: a tile on a busy laptop may take minutes.
      settings.put("oneiros.topics.tile-lock", "10m");
    }
    // Whoever presses Ctrl-C waits for it. A tile that is handed back is dreamed at the next start.
    settings.put("oneiros.worker.grace", "1s");
    int cores = Runtime.getRuntime().availableProcessors();
    settings.put("oneiros.worker.threads", Integer.toString(threads(cores, options.workers())));
    settings.put("oneiros.worker.sharers", Integer.toString(options.workers()));
    settings.putAll(options.settings());
    return settings;
  }
}
