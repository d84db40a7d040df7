package io.oneiros.gateway.webhook;

import io.oneiros.gateway.webhook.PublicSockets.PrivateAddressException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of an attempt.
 *
 * @param prompt whether it was taken so soon that waiting for this receiver holds nobody up
 * @param last whether another attempt will be no better
 * @param why it was not taken, in words that name no address and no path; null if it was
 */
record Answer(Outcome outcome, boolean prompt, boolean last, String why) {
  private static final Duration PROMPT = Duration.ofSeconds(1);

  /** The receiver wants no more of it. */
  private static final int GONE = 410;

  enum Outcome {
    /** Answered with 2xx. */
    TAKEN,
    /** Answered with something else. */
    REFUSED,
    /** Not answered in time. */
    UNREACHABLE,
    /** Not called: it leads inside, its time is over, or HTTP does not allow its headers. */
    FORBIDDEN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Answer of(int status, Duration took) {
    if (status / 100 == 2) {
      return new Answer(Outcome.TAKEN, took.compareTo(PROMPT) < 0, true, null);
    }
    String why = "the answer was HTTP " + status;
    return new Answer(Outcome.REFUSED, false, status == GONE, why);
  }

  /** Of a header that HTTP does not allow. */
  static Answer of(IllegalArgumentException e) {
    String why = "HTTP does not allow its headers: " + e.getMessage();
    return new Answer(Outcome.FORBIDDEN, false, true, why);
  }

  static Answer of(IOException e) {
    if (e instanceof PrivateAddressException || e instanceof LateException) {
      return new Answer(Outcome.FORBIDDEN, false, true, e.getMessage());
    }
    if (e instanceof InterruptedIOException) {
      String late = "there was no answer within oneiros.webhooks.timeout";
      return new Answer(Outcome.UNREACHABLE, false, false, late);
    }
    // Its message may tell whoever asked what a name inside leads to.
    String why = "there was no answer (%s)".formatted(e.getClass().getSimpleName());
    return new Answer(Outcome.UNREACHABLE, false, false, why);
  }

  boolean taken() {
    return outcome == Outcome.TAKEN;
  }

  /** Its turn came when it was not to be sent any more. */
  static final class LateException extends IOException {
    private static final long serialVersionUID = 1;

    LateException() {
      super("there was no time for it within oneiros.webhooks.patience");
    }
  }
}
