package io.oneiros.standalone;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Terms;
import io.oneiros.contract.spec.Presets;
import io.oneiros.processes.AtExit;
import io.oneiros.standalone.client.Deletion;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.client.GatewayException;
import io.oneiros.standalone.client.UnreachableException;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Running;
import io.oneiros.standalone.show.ProgressView;
import io.oneiros.standalone.show.Summary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One photo, dreamed and written; everything it started is stopped when it returns.
 *
 * @param uploads networks that the spec asks for and that are to be sent along
 */
record DreamRun(Home home, Order order, Path out, List<Upload> uploads, boolean json) {
  /** On a system that somebody else looks after. */
  int at(URI gateway) throws IOException, InterruptedException {
    LocalPictures.check(order);
    try (OutFile file = OutFile.open(out);
        Running system = Running.at(gateway)) {
      return dream(system, file);
    }
  }

  /**
   * On the home's running system, or on one that is started for it.
   *
   * @param workers of a system that is started; 1 where nobody says
   */
  int inHome(Optional<Integer> workers) throws IOException, InterruptedException {
    LocalPictures.check(order);
    try (OutFile file = OutFile.open(out);
        Running system = HomeSystem.of(home, order, uploads, workers)) {
      return dream(system, file);
    }
  }

  private int dream(Running system, OutFile file) throws IOException, InterruptedException {
    GatewayClient gateway = new GatewayClient(system.gateway());
    for (Upload upload : uploads) {
      upload.sendTo(gateway);
    }
    String id = gateway.submit(order);
    sayWhatItWaitsFor();
    DreamSnapshot end = await(gateway, id, system);
    if (end.status() == DreamStatus.COMPLETED) {
      byte[] sidecar = gateway.sidecar(id);
      gateway.image(id, file.part());
      file.publish(sidecar);
      if (end.recipe().finish().deepZoom()) {
        ZoomFiles.beside(out.toAbsolutePath()).fetch(gateway, end);
      }
      Terminal.say(out + " is written.");
    }
    if (json) {
      System.out.println(Summary.of(end, file.place()).json());
    }
    if (system.own()) {
      // Nobody else knows of the dream; its objects would only fill the disk.
      Deletion.of(gateway, id);
    }
    return switch (end.status()) {
      case COMPLETED -> 0;
      case FAILED -> throw GatewayException.of(end.problem());
      default -> throw new Failure("The dream was cancelled.");
    };
  }

  /** A kind that is mistyped is one that no worker is of. */
  private void sayWhatItWaitsFor() {
    String device = Presets.applied(order.spec()).device();
    String kind = new Terms("", null, device).kind();
    if (kind != null) {
      Terminal.say(
          "Only workers of the kind %s dream this; where none is heard of for long, it fails."
              .formatted(kind));
    }
  }

  /** A dream that is waited for no longer, for whatever reason, is cancelled. */
  private static DreamSnapshot await(GatewayClient gateway, String id, Running system)
      throws InterruptedException {
    Runnable noLongerAtExit = AtExit.add(() -> Deletion.ask(gateway, id));
    boolean ended = false;
    try (ProgressView progress = ProgressView.on(System.err, Terminal.isTerminal())) {
      DreamSnapshot end = new DreamFollower(gateway, system::check).follow(id, progress);
      ended = true;
      return end;
    } catch (UnreachableException e) {
      throw new Failure(
          "%s The dream is %s; it goes on where the system does.".formatted(e.getMessage(), id), e);
    } finally {
      noLongerAtExit.run();
      if (!ended) {
        Deletion.ask(gateway, id);
      }
    }
  }
}
