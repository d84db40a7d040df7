package io.oneiros.gateway.problem;

import io.oneiros.contract.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Problem documents for what the HTTP server refuses before JAX-RS has seen it. */
final class RouterProblems {
  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415);

  void install(@Observes Router router) {
    STATUSES.forEach(status -> router.errorHandler(status, context -> answer(context, status)));
  }

  private static void answer(RoutingContext context, int status) {
    if (context.response().ended()) {
      return;
    }
    ProblemDocument document = HttpProblems.of(status, context.normalizedPath());
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
        .end(Buffer.buffer(Json.write(ProblemDocument.class, document)));
  }
}
