package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** Topic {@code dream.requests}: from the gateway, or anyone, to the scheduler. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.DreamRequested.class, name = "dream-requested"),
  @JsonSubTypes.Type(value = Request.DreamCancelled.class, name = "dream-cancelled"),
  @JsonSubTypes.Type(value = Request.DreamRetried.class, name = "dream-retried")
})
public sealed interface Request {
  String dream();

  /**
   * Dream a picture. A second request with the same id changes nothing; the dream is shown once
   * more.
   *
   * @param dream id, {@link ObjectKeys#isDreamId}
   * @param source object key of the photo, as uploaded; null for none
   * @param guide likewise of the guide
   * @param mask likewise of the mask
   * @param tenant whose dream it is, {@link Terms#tenant}
   * @param webhook https URL that the gateways tell of the dream's events, {@link
   *     SpecCheck#webhook}; null for nobody
   */
  record DreamRequested(
      String dream,
      @Nullable DreamSpec spec,
      @Nullable String source,
      @Nullable String guide,
      @Nullable String mask,
      @Nullable Instant at,
      @Nullable String tenant,
      @Nullable String webhook)
      implements Request {
    public DreamRequested {
      spec = spec == null ? DreamSpec.DEFAULTS : spec;
      tenant = tenant == null ? "" : tenant;
    }

    /** Nobody's in particular, of which nobody is told. */
    public DreamRequested(
        String dream, DreamSpec spec, String source, String guide, String mask, Instant at) {
      this(dream, spec, source, guide, mask, at, "", null);
    }
  }

  /**
   * Stop a dream that runs, at once; forget one that has ended. Its objects are deleted either way,
   * once the latest attempt of each task is over; until they are, a request with its id changes
   * nothing.
   */
  record DreamCancelled(String dream, @Nullable Instant at) implements Request {}

  /**
   * Dream a dream again that has failed: from its uploads, by the same recipe, as another
   * incarnation. Of one that has not failed, is being deleted, or is another incarnation by now, it
   * changes nothing; so it can be sent twice.
   *
   * @param incarnation that failed, {@link DreamSnapshot#incarnation}
   */
  record DreamRetried(String dream, String incarnation, @Nullable Instant at) implements Request {}
}
