package io.oneiros.gateway.problem;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.config.LimitSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets in so many forms at a time, before anything of them is read: each lies on the disk until it
 * has been answered.
 */
@ApplicationScoped
class UploadGate {
  private static final int AFTER_THE_LENGTH_IS_CHECKED = 9_000;
  private static final int RETRY_SECONDS = 2;

  private final int most;
  private final AtomicInteger inside = new AtomicInteger();

  UploadGate(LimitSettings limits) {
    most = limits.maxUploads();
  }

  void guard(@Observes Filters filters) {
    filters.register(this::pass, AFTER_THE_LENGTH_IS_CHECKED);
  }

  private void pass(RoutingContext context) {
    if (!isForm(context.request())) {
      context.next();
      return;
    }
    if (inside.incrementAndGet() > most) {
      inside.decrementAndGet();
      context.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
      RouterProblems.refuse(context, full(context.normalizedPath()));
      return;
    }
    context.addEndHandler(end -> inside.decrementAndGet());
    context.next();
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return request.method() == HttpMethod.POST
        && type != null
        && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }

  private ProblemDocument full(String path) {
    return ProblemDocument.of(
        new Problem(
            ProblemCode.TOO_MANY_UPLOADS,
            "%d forms are being read, which is as many as may be; try again in a moment."
                .formatted(most),
            "oneiros.limits.max-uploads"),
        path);
  }
}
