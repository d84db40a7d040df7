package io.oneiros.scheduler.stream;

import io.oneiros.contract.Topics;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/** Requests and results go into one processor, snapshots, events and dead letters come out. */
public final class SchedulerTopology {
  private static final String PROCESSOR = "scheduler";

  private SchedulerTopology() {}

  /**
   * @param retention how long a dream that has ended is kept; zero for ever
   */
  public static Topology of(
      JobMachine machine,
      Patience patience,
      Duration retention,
      Dispatcher dispatcher,
      Observer observer) {
    ProcessorSupplier<String, byte[], String, byte[]> processor =
        () -> new DreamProcessor(machine, patience, retention, dispatcher, observer);
    Topology topology =
        new Topology()
            .addSource("requests", new StringDeserializer(), bytes(), Topics.REQUESTS_NAME)
            .addSource("results", new StringDeserializer(), bytes(), Topics.RESULTS_NAME)
            .addProcessor(PROCESSOR, processor, "requests", "results")
            .addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(DreamProcessor.STORE),
                        Serdes.String(),
                        Serdes.ByteArray())
                    // A dream changes many times between two commits; only the last is written.
                    .withCachingEnabled()
                    .withLoggingEnabled(Map.of()),
                PROCESSOR);
    sink(topology, Outbox.JOBS, Topics.JOBS_NAME);
    sink(topology, Outbox.EVENTS, Topics.EVENTS_NAME);
    sink(topology, Outbox.DEAD_LETTERS, Topics.DEAD_LETTERS_NAME);
    return topology;
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), PROCESSOR);
  }

  private static ByteArrayDeserializer bytes() {
    return new ByteArrayDeserializer();
  }
}
