package io.oneiros.gateway.intake;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.problem.Full;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets in no more dreams than may be open at a time, and no more work, of all and of each tenant.
 * Exact for one gateway; several see of each other what the scheduler tells, so that each may let
 * in a few too many.
 */
@ApplicationScoped
public class Admission {
  private static final long NEVER_SHOWN = -1;

  private final LimitSettings limits;
  private final DreamBoard board;
  private final Clock clock;

  /** Dreams let in here of which the scheduler has not told yet how much work they are. */
  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * @param shown whether the dream has been on the board
   * @param seen sequence of what the board said of it before: no news
   */
  private record Entry(String tenant, long pixelSteps, boolean shown, long seen) {}

  Admission(LimitSettings limits, DreamBoard board, Clock clock) {
    this.limits = limits;
    this.board = board;
    this.clock = clock;
  }

  /**
   * Lets a dream in, and counts it until it has ended; not if it could not be taken after all.
   *
   * @param pixelSteps its work
   * @param take has it dreamed
   * @throws Full {@code too-many-open-dreams} or {@code too-much-open-work}; nothing is taken then
   */
  void admit(String dream, String tenant, long pixelSteps, Runnable take) {
    admit(dream, new Entry(tenant, pixelSteps, false, NEVER_SHOWN), take);
  }

  /** The same for one that has ended, and counts until it has ended once more. */
  void admitAgain(DreamSnapshot ended, long pixelSteps, Runnable take) {
    Entry entry = new Entry(ended.terms().tenant(), pixelSteps, true, ended.sequence());
    admit(ended.id(), entry, take);
  }

  private void admit(String dream, Entry entry, Runnable take) {
    enter(dream, entry);
    boolean taken = false;
    try {
      take.run();
      taken = true;
    } finally {
      if (!taken) {
        withdraw(dream);
      }
    }
  }

  private synchronized void enter(String dream, Entry entry) {
    entries.entrySet().removeIf(other -> told(other.getKey(), other.getValue()));
    String tenant = entry.tenant();
    if (limits.maxTenantDreams() > 0 || limits.maxTenantPixelSteps() > 0) {
      ofTenant(tenant).require(load(dream, tenant::equals), entry.pixelSteps());
    }
    ofAll().require(load(dream, any -> true), entry.pixelSteps());
    entries.put(dream, entry);
  }

  /** The dream is on the board now. */
  synchronized void shown(String dream) {
    entries.computeIfPresent(
        dream, (id, entry) -> new Entry(entry.tenant(), entry.pixelSteps(), true, entry.seen()));
  }

  private synchronized void withdraw(String dream) {
    entries.remove(dream);
  }

  private Quota ofAll() {
    return new Quota(
        "",
        limits.maxOpenDreams(),
        "oneiros.limits.max-open-dreams",
        limits.maxOpenPixelSteps(),
        "oneiros.limits.max-open-pixel-steps");
  }

  private Quota ofTenant(String tenant) {
    return new Quota(
        tenant.isEmpty() ? " of no tenant" : " of tenant '%s'".formatted(tenant),
        orNone(limits.maxTenantDreams()),
        "oneiros.limits.max-tenant-dreams",
        orNone(limits.maxTenantPixelSteps()),
        "oneiros.limits.max-tenant-pixel-steps");
  }

  private static long orNone(long limit) {
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  /** What is open beside a dream, of some tenants. */
  private Load load(String dream, Predicate<String> tenants) {
    Map<String, Long> estimates = new HashMap<>();
    entries.forEach(
        (id, entry) -> {
          if (!id.equals(dream) && tenants.test(entry.tenant())) {
            estimates.put(id, entry.pixelSteps());
          }
        });
    List<DreamSnapshot> others =
        board.open().stream()
            .filter(other -> !other.id().equals(dream) && tenants.test(other.terms().tenant()))
            .toList();
    return Load.of(others, estimates, clock.instant());
  }

  /** Whether the board says all of a dream that there is to say, its end perhaps. */
  private boolean told(String dream, Entry entry) {
    Optional<DreamSnapshot> known = board.find(dream);
    return known.isEmpty()
        ? entry.shown()
        : known.get().sequence() > entry.seen()
            && (known.get().status().terminal() || known.get().progress().pixelStepsTotal() > 0);
  }
}
