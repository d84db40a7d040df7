package io.oneiros.gateway.problem;

import io.oneiros.gateway.problem.UploadPlaces.Place;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets no more forms in than there are places for, before anything of them is read. */
@ApplicationScoped
class UploadGate {
  private static final int AFTER_THE_LENGTH_IS_CHECKED = 9_000;

  private final UploadPlaces places;

  UploadGate(UploadPlaces places) {
    this.places = places;
  }

  void guard(@Observes Filters filters) {
    filters.register(this::pass, AFTER_THE_LENGTH_IS_CHECKED);
  }

  private void pass(RoutingContext context) {
    if (!isForm(context.request())) {
      context.next();
      return;
    }
    try {
      Place place = places.take();
      context.addEndHandler(end -> place.close());
    } catch (Full e) {
      context
          .response()
          .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
      RouterProblems.refuse(context, ProblemDocument.of(e.problem(), context.normalizedPath()));
      return;
    }
    context.next();
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return request.method() == HttpMethod.POST
        && type != null
        && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }
}
