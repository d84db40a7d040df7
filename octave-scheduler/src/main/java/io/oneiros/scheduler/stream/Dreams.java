package io.oneiros.scheduler.stream;

import io.oneiros.contract.Json;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Salvage;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/**
 * The dreams of one partition: JSON in the store, those that are not settled in memory as well. The
 * processor is the store's only writer, and begins anew with it whenever a transaction is aborted,
 * so both always agree.
 */
final class Dreams {
  private static final Logger LOG = Logger.getLogger(Dreams.class);

  private final KeyValueStore<String, byte[]> store;
  private final Retention retention;
  private final Instant start;
  private final Map<String, DreamState> open = new HashMap<>();
  private final Set<String> unreadable = new LinkedHashSet<>();

  Dreams(KeyValueStore<String, byte[]> store, Retention retention, Instant start) {
    this.store = store;
    this.retention = retention;
    this.start = start;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        remember(entry.key, read(entry.key, entry.value));
      }
    }
  }

  /** A dream that is not known is null. */
  DreamState get(String id) {
    DreamState state = open.get(id);
    if (state != null) {
      return state;
    }
    byte[] json = store.get(id);
    return json == null ? null : read(id, json);
  }

  /**
   * @param state null to forget the dream
   */
  void put(String id, DreamState state) {
    store.put(id, state == null ? null : Json.write(DreamState.class, state));
    remember(id, state);
  }

  /** Keeps a state in memory only, until the next change writes it. */
  void remember(String id, DreamState state) {
    if (state != null) {
      retention.note(state);
    }
    if (state == null || state.settled()) {
      open.remove(id);
    } else {
      open.put(id, state);
    }
  }

  /** A state of another version that cannot be read must not stop the other dreams. */
  private DreamState read(String id, byte[] json) {
    try {
      return Json.read(DreamState.class, json);
    } catch (UncheckedIOException e) {
      LOG.errorf(e, "The state of dream %s cannot be read", id);
      unreadable.add(id);
      return Salvage.of(id, json, start);
    }
  }

  /** Dreams that nobody can go on with, for all but how they were last shown is lost. */
  Set<String> unreadable() {
    return unreadable;
  }

  /** The dreams that are not settled; safe to change while it is gone through. */
  List<String> openIds() {
    return new ArrayList<>(open.keySet());
  }
}
