package io.oneiros.gateway.board;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads topic {@code dream.jobs} from its beginning onto the board. Every gateway reads all of it,
 * under a group of its own; a record that cannot be read is logged and passed over.
 */
@ApplicationScoped
class JobsReader {
  private static final Logger LOG = Logger.getLogger(JobsReader.class);

  private final DreamBoard board;

  JobsReader(DreamBoard board) {
    this.board = board;
  }

  @Incoming("jobs")
  void read(ConsumerRecord<String, byte[]> job) {
    if (job.value() == null) {
      board.forget(job.key());
      return;
    }
    try {
      board.show(snapshot(job));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      LOG.warnf("Not a snapshot: dream.jobs-%d at offset %d: %s", job.partition(), job.offset(), e);
    }
  }

  private static DreamSnapshot snapshot(ConsumerRecord<String, byte[]> job) {
    DreamSnapshot snapshot = Json.read(DreamSnapshot.class, job.value());
    if (snapshot == null || !snapshot.whole() || !snapshot.id().equals(job.key())) {
      throw new IllegalArgumentException("it is not whole, or not its key's");
    }
    return snapshot;
  }
}
