package io.oneiros.gateway.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter.Id;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.S3Timers;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.canvas.picture.PictureSettings;
import io.oneiros.catalog.DreamLimits;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.SpecCheck;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.gateway.board.DreamBoard;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the parts that know nothing of Quarkus. */
final class Parts {
  @Produces
  @Singleton
  DreamBoard board(GatewaySettings settings) {
    return new DreamBoard(settings.maxDreams());
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
  Limits limits(DreamLimits settings) {
    return settings.limits();
  }

  @Produces
  @Singleton
  PictureLimits pictureLimits(PictureSettings settings) {
    return settings.limits();
  }

  @Produces
  @Singleton
  SpecCheck specCheck(Limits limits, ModelCatalog models) {
    return new SpecCheck(limits, models);
  }

  /**
   * @param home folder that keeps pulled networks, in {@code models}
   * @param own folder of the user's own networks
   */
  @Produces
  @Singleton
  ZooCatalog models(
      @ConfigProperty(name = "oneiros.home", defaultValue = "${user.home}/.oneiros") Path home,
      @ConfigProperty(name = "oneiros.models") Optional<Path> own,
      ObjectStore objects) {
    return new ZooCatalog(new Zoo(home.resolve("models"), own.orElse(null), objects::find));
  }

  /** REST speaks the JSON of the messages. */
  @Produces
  @Singleton
  ObjectMapper json() {
    return Json.MAPPER.copy();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** How long requests take, in steps that objectives are told by. */
  @Produces
  @Singleton
  MeterFilter requestBounds() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(Id id, DistributionStatisticConfig config) {
        return id.getName().equals("http.server.requests")
            ? DistributionStatisticConfig.builder()
                .serviceLevelObjectives(5e6, 25e6, 1e8, 25e7, 5e8, 1e9, 25e8, 1e10)
                .build()
                .merge(config)
            : config;
      }
    };
  }
}
