package io.oneiros.gateway.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.problem.Full;
import jakarta.inject.Singleton;
import java.io.IOException;

/** The metric {@code oneiros_submissions_total}: what became of the dreams that were posted. */
@Singleton
public class Submissions {
  private static final String NAME = "oneiros.submissions";

  private final MeterRegistry registry;

  /** One submission. */
  @FunctionalInterface
  public interface Submission<T> {
    T take() throws IOException;
  }

  Submissions(MeterRegistry registry) {
    this.registry = registry;
    // Known before the first, so that an increase from nothing is seen.
    counter("accepted", "");
    counter("refused", ProblemCode.UNAVAILABLE.code());
  }

  <T> T counted(Submission<T> submission) throws IOException {
    T taken = checked(submission);
    counter("accepted", "").increment();
    return taken;
  }

  /** Counts it if it is refused, and not if it gets so far. */
  public <T> T checked(Submission<T> submission) throws IOException {
    try {
      return submission.take();
    } catch (ProblemException e) {
      counter("refused", e.problem().code().code()).increment();
      throw e;
    } catch (Full e) {
      counter("refused", e.problem().code().code()).increment();
      throw e;
    }
  }

  private Counter counter(String outcome, String code) {
    return Counter.builder(NAME)
        .description("Dreams that were posted: accepted, or refused, and why")
        .tag("outcome", outcome)
        .tag("code", code)
        .register(registry);
  }
}
