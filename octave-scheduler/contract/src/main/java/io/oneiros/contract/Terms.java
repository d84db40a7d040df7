package io.oneiros.contract;

import io.oneiros.contract.spec.Options;
import io.oneiros.contract.spec.Priority;

/**
 * On what terms a dream gets computed: whose it is, how soon, and where. Not part of its recipe,
 * for it says how long a dream waits, not what it looks like.
 *
 * @param tenant whose dream it is, {@link ObjectKeys#isDreamId}; {@code ""} for nobody's
 * @param priority among the dreams of its tenant
 * @param device {@code same}: all tiles on the one kind that the first goes to; {@code any}; or the
 *     kind that all go to
 */
public record Terms(String tenant, Priority priority, String device) {
  /** All tiles on one kind of device, whichever that is. */
  public static final String SAME = "same";

  /** Every tile on whatever kind has room: the bytes hang on who computed what. */
  public static final String ANY = "any";

  public Terms {
    tenant = tenant == null ? "" : tenant;
    priority = priority == null ? Options.PRIORITY.otherwise() : priority;
    device = device == null ? Options.DEVICE.otherwise() : device;
  }

  /** Those of whoever says nothing. */
  public static Terms of(String tenant) {
    return new Terms(tenant, null, null);
  }

  public boolean anywhere() {
    return device.equals(ANY);
  }

  /** The kind that is asked for by name; null for none. */
  public String kind() {
    return device.equals(ANY) || device.equals(SAME) ? null : device;
  }
}
