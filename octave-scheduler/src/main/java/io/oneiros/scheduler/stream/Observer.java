package io.oneiros.scheduler.stream;

import io.oneiros.contract.Result;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Effect;
import java.time.Instant;

/**
 * Hears what the processors do, for those who measure them. It is called by stream threads, which
 * all dreams need, so what it does must be quick; it changes nothing and must not throw. What a
 * transaction that was aborted has told is told again.
 */
public interface Observer {
  /** An effect was carried out. */
  void told(Effect effect, Instant now);

  /** An answer came, whether it changed anything or not. */
  void answered(Result.OfTask answer, Instant now);

  /** A result came of a kind that this version does not know, and was passed over. */
  void unknown();

  /** A dream has changed, or is begun again after a restart. */
  void changed(DreamState dream, Instant now);

  /**
   * What a processor has in hand, once a tick.
   *
   * @param partition the processor's
   */
  void counted(int partition, Census census);

  /** A processor has ended: another scheduler has its dreams. */
  void gone(int partition);
}
