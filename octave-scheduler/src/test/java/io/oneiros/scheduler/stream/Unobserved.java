package io.oneiros.scheduler.stream;

import io.oneiros.contract.Result;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Effect;
import java.time.Instant;

/** Nobody listens. */
class Unobserved implements Observer {
  @Override
  public void told(Effect effect, Instant now) {}

  @Override
  public void answered(Result.OfTask answer, Instant now) {}

  @Override
  public void unknown() {}

  @Override
  public void changed(DreamState dream, Instant now) {}

  @Override
  public void counted(int partition, Census census) {}

  @Override
  public void gone(int partition) {}
}
