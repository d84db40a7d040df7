package io.oneiros.gateway.problem;

import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.gateway.config.BodyLimit;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problem documents for what the HTTP server refuses before JAX-RS has seen it. */
@ApplicationScoped
class RouterProblems {
  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415);
  private static final int BEFORE_ALL_OTHERS = 10_000;
  private static final long DRAIN_MILLIS = 5_000;

  private final long maxBody;
  private final long maxModelBody;

  RouterProblems(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
      Limits limits) {
    this.maxModelBody = maxBody.asLongValue();
    this.maxBody = Math.min(maxModelBody, limits.maxBytes() + BodyLimit.FORM);
  }

  void install(@Observes Router router) {
    STATUSES.forEach(
        status ->
            router.errorHandler(
                status,
                context -> answer(context, HttpProblems.of(status, context.normalizedPath()))));
  }

  /** Left to Quarkus, a body that says it is too long would be refused without a word. */
  void limit(@Observes Filters filters) {
    filters.register(
        context -> {
          String path = context.normalizedPath();
          long most = HttpProblems.isOfModels(path) ? maxModelBody : maxBody;
          if (length(context.request()) > most) {
            refuse(context, HttpProblems.of(413, path));
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
