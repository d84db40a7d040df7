package io.oneiros.gateway.problem;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.problem.UploadPlaces.Place;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Lets no more forms in than there are places for, before anything of them is read, and turns out
 * those that hold their place without bringing anything.
 */
@ApplicationScoped
class UploadGate {
  private static final int AFTER_THE_LENGTH_IS_CHECKED = 9_000;

  private static final long LOOK_MILLIS = 1_000;

  private final UploadPlaces places;
  private final int minRate;
  private final Duration grace;

  UploadGate(UploadPlaces places, LimitSettings limits) {
    this.places = places;
    this.minRate = limits.minUploadRate();
    this.grace = limits.uploadGrace();
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
      watch(context);
    } catch (Full e) {
      context
          .response()
          .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
      RouterProblems.refuse(context, ProblemDocument.of(e.problem(), context.normalizedPath()));
      return;
    }
    context.next();
  }

  private void watch(RoutingContext context) {
    long start = System.nanoTime();
    HttpServerRequest request = context.request();
    Vertx vertx = context.vertx();
    long timer =
        vertx.setPeriodic(
            LOOK_MILLIS,
            id -> {
              Duration late = Duration.ofNanos(System.nanoTime() - start).minus(grace);
              if (request.isEnded()) {
                vertx.cancelTimer(id);
              } else if (request.bytesRead() < minRate * late.toSeconds()) {
                vertx.cancelTimer(id);
                RouterProblems.cutOff(context, tooSlow(request.bytesRead(), context));
              }
            });
    context.addEndHandler(end -> vertx.cancelTimer(timer));
  }

  private ProblemDocument tooSlow(long bytes, RoutingContext context) {
    return ProblemDocument.of(
        HttpResponseStatus.REQUEST_TIMEOUT.code(),
        "The upload has brought %d bytes so far; after %d s it must have brought %d for every second since."
            .formatted(bytes, grace.toSeconds(), minRate),
        "oneiros.limits.min-upload-rate",
        context.normalizedPath());
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return request.method() == HttpMethod.POST
        && type != null
        && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }
}
