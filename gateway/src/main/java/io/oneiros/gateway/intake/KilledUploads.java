package io.oneiros.gateway.intake;

import io.oneiros.canvas.Leftovers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Uploads that lay on the disk of a gateway that was killed. */
@ApplicationScoped
class KilledUploads {
  /** What the parser of forms calls its files. */
  private static final String FORMS = "resteasy-reactive";

  private final Path forms;
  private final Clock clock;

  KilledUploads(
      @ConfigProperty(
              name = "quarkus.http.body.uploads-directory",
              defaultValue = "${java.io.tmpdir}/uploads")
          Path forms,
      Clock clock) {
    this.forms = forms;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    Leftovers.sweep(forms, FORMS, clock.instant());
    Leftovers.sweep(Path.of(System.getProperty("java.io.tmpdir")), Leftovers.OURS, clock.instant());
  }
}
