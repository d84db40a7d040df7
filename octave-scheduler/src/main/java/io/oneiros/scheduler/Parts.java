package io.oneiros.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.S3Timers;
import io.oneiros.catalog.DreamLimits;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.SpecCheck;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import io.oneiros.scheduler.stream.Dispatcher;
import io.oneiros.scheduler.stream.KafkaDispatcher;
import io.oneiros.scheduler.stream.SchedulerTopology;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the parts that know nothing of Quarkus. */
final class Parts {
  private static final Logger LOG = Logger.getLogger(Parts.class);

  /**
   * @param home folder that keeps pulled networks, in {@code models}
   * @param own folder of the user's own networks
   */
  @Produces
  @Singleton
  ZooCatalog models(
      @ConfigProperty(name = "oneiros.home") Path home,
      @ConfigProperty(name = "oneiros.models") Optional<Path> own,
      ObjectStore objects) {
    return new ZooCatalog(
        new Zoo(home.resolve("models"), own.orElse(null), objects::find), InstantSource.system());
  }

  void close(@Disposes ZooCatalog models) {
    models.close();
  }

  @Produces
  @Singleton
  ObjectStore objects(ObjectSettings settings, MeterRegistry metrics) {
    return new ObjectStore(settings.store(), new S3Timers(metrics));
  }

  void close(@Disposes ObjectStore objects) {
    objects.close();
  }

  @Produces
  @Singleton
  KafkaDispatcher dispatcher(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new KafkaDispatcher(kafka);
  }

  void close(@Disposes KafkaDispatcher dispatcher) {
    dispatcher.close();
  }

  @Produces
  @Singleton
  Topology topology(
      ModelCatalog models,
      DreamLimits limits,
      SchedulerSettings settings,
      Dispatcher dispatcher,
      SchedulerMetrics metrics,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    Patience patience =
        new Patience(settings.lease(), settings.rest(), settings.absence(), settings.hold());
    JobMachine machine = new JobMachine(new SpecCheck(limits.limits(), models), patience, version);
    return SchedulerTopology.of(machine, patience, settings.retention(), dispatcher, metrics);
  }

  @Produces
  @Singleton
  SchedulerMetrics metrics(MeterRegistry registry) {
    return new SchedulerMetrics(registry);
  }

  /** Whatever ends a stream thread, a broker that was away or a fault: another takes its place. */
  @Produces
  @Singleton
  StreamsUncaughtExceptionHandler threads() {
    return failure -> {
      LOG.error("A stream thread ended; another takes its place", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    };
  }
}
