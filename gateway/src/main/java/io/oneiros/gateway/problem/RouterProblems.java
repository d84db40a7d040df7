package io.oneiros.gateway.problem;

import io.oneiros.contract.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Problem documents for what the HTTP server refuses before JAX-RS has seen it. */
@ApplicationScoped
class RouterProblems {
  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415);
  private static final int BEFORE_ALL_OTHERS = 10_000;
  private static final long DRAIN_MILLIS = 5_000;

  private final HttpProblems problems;

  RouterProblems(HttpProblems problems) {
    this.problems = problems;
  }

  void install(@Observes Router router) {
    STATUSES.forEach(
        status ->
            router.errorHandler(
                status, context -> answer(context, problems.of(status, context.normalizedPath()))));
  }

  /** Left to Quarkus, a body that says it is too long would be refused without a word. */
  void limit(@Observes Filters filters) {
    filters.register(
        context -> {
          String path = context.normalizedPath();
          long length = length(context.request());
          if (length > problems.maxBody(path)) {
            refuse(context, problems.bodyTooLong(length, path));
          } else {
            context.next();
          }
        },
        BEFORE_ALL_OTHERS);
  }

  /** Reads on for a while before it closes, as many clients read no answer until they have sent. */
  static void refuse(RoutingContext context, ProblemDocument document) {
    HttpServerRequest request = context.request();
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    request.endHandler(end -> request.connection().close());
    context.vertx().setTimer(DRAIN_MILLIS, timer -> request.connection().close());
    answer(context, document);
    request.resume();
  }

  /** Answers what is still being sent, and waits for no more of it. */
  static void cutOff(RoutingContext context, ProblemDocument document) {
    HttpServerRequest request = context.request();
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.addEndHandler(end -> request.connection().close());
    answer(context, document);
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  private static void answer(RoutingContext context, ProblemDocument document) {
    if (context.response().ended()) {
      return;
    }
    context
        .response()
        .setStatusCode(document.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
        .end(Buffer.buffer(Json.write(ProblemDocument.class, document)));
  }
}
