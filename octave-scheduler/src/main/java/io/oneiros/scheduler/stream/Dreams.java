package io.oneiros.scheduler.stream;

import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Salvage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/**
 * The dreams of one partition: in the store, and those that are not settled in memory as well. The
 * processor is the store's only writer, and begins anew with it whenever a transaction is aborted,
 * so both always agree.
 */
final class Dreams {
  private static final Logger LOG = Logger.getLogger(Dreams.class);

  private final Pages pages;
  private final Retention retention;
  private final Instant start;
  private final Map<String, DreamState> open = new HashMap<>();
  private final Set<String> unreadable = new LinkedHashSet<>();

  /** What the store has of those that are open; less than is known where a tile is just out. */
  private final Map<String, DreamState> written = new HashMap<>();

  Dreams(KeyValueStore<String, byte[]> store, Retention retention, Instant start) {
    this.pages = new Pages(store);
    this.retention = retention;
    this.start = start;
    pages.each(this::found);
  }

  private void found(String id, byte[] head, Pages.Bundle bundle) {
    if (head == null) {
      LOG.errorf("Of dream %s there are %d pages and no state", id, bundle.pages().size());
      unreadable.add(id);
      return;
    }
    DreamState state = read(id, head, bundle);
    // What an older scheduler wrote in one piece is written anew.
    written.put(id, bundle.pages().isEmpty() ? null : state);
    remember(id, state);
  }

  /** A dream that is not known is null. */
  DreamState get(String id) {
    DreamState state = open.get(id);
    if (state != null) {
      return state;
    }
    byte[] head = pages.head(id);
    return head == null ? null : read(id, head, Pages.Bundle.empty(id));
  }

  /**
   * @param state null to forget the dream
   */
  void put(String id, DreamState state) {
    if (unreadable.remove(id)) {
      pages.clear(id);
      written.remove(id);
    }
    pages.write(id, written.get(id), state);
    written.put(id, state);
    remember(id, state);
  }

  /** Keeps a state in memory only, until the next change writes it. */
  void remember(String id, DreamState state) {
    if (state != null) {
      retention.note(state);
    }
    if (state == null || state.settled()) {
      open.remove(id);
      written.remove(id);
    } else {
      open.put(id, state);
    }
  }

  /** A state of another version that cannot be read must not stop the other dreams. */
  private DreamState read(String id, byte[] head, Pages.Bundle bundle) {
    try {
      return bundle.read(head);
    } catch (RuntimeException e) {
      LOG.errorf(e, "The state of dream %s cannot be read", id);
      unreadable.add(id);
      return Salvage.of(id, head, start);
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
