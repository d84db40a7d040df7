package io.oneiros.processes;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What is to be done when this process ends, in order: the last thing registered is done first. The
 * JVM's own shutdown hooks run all at once.
 */
public final class AtExit {
  private static final Deque<Runnable> ACTIONS = new ConcurrentLinkedDeque<>();
  private static final Deque<Runnable> FIRST = new ConcurrentLinkedDeque<>();
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "at-exit"));
  }

  private AtExit() {}

  /**
   * Registers an action; where this process is ending already, does it at once.
   *
   * @return what takes it back
   */
  public static Runnable add(Runnable action) {
    return add(ACTIONS, action);
  }

  /** Likewise, and it is done before all that {@link #add} has registered, or still registers. */
  public static Runnable first(Runnable action) {
    return add(FIRST, action);
  }

  private static Runnable add(Deque<Runnable> actions, Runnable action) {
    actions.addFirst(action);
    if (ending && actions.remove(action)) {
      action.run();
    }
    return () -> actions.remove(action);
  }

  /** Whether this process is ending: errors of other threads are consequences then. */
  public static boolean ending() {
    return ending;
  }

  private static void runAll() {
    ending = true;
    runAll(FIRST);
    runAll(ACTIONS);
  }

  private static void runAll(Deque<Runnable> actions) {
    for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
      try {
        action.run();
      } catch (RuntimeException e) {
        // The other actions must still run.
        System.err.println("While ending: " + e);
      }
    }
  }
}
