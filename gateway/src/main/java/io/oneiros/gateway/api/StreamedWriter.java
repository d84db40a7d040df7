package io.oneiros.gateway.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes a block and reads the next once the reader has taken it. What writes an {@link
 * InputStream} as it is asks whether the connection is full, and hears of it late: a slow reader
 * then has a whole picture in memory here. Nor does one who waits keep a thread.
 */
@Provider
public final class StreamedWriter implements ServerMessageBodyWriter<Streamed> {
  private static final Logger LOG = Logger.getLogger(StreamedWriter.class);

  /**
   * HTTP/2's error code of a stream that is broken off: without one it ends as if it were whole.
   */
  private static final long INTERNAL_ERROR = 2;

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
    return type == Streamed.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == Streamed.class;
  }

  @Override
  public void writeResponse(Streamed body, Type generic, ServerRequestContext context) {
    ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
    ServerHttpResponse response = request.serverResponse();
    response.setResponseHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
    request.suspend();
    Blocks blocks = new Blocks(body);
    Multi.createBy()
        .repeating()
        .uni(
            () ->
                onWorker(blocks::next)
                    .onFailure()
                    .invoke(e -> LOG.warnf("%s: %s", request.getPath(), e.getMessage())))
        .until(block -> block.length == 0)
        .onItem()
        .transformToUniAndConcatenate(
            block -> Uni.createFrom().completionStage(() -> response.write(block)))
        .onTermination()
        .call(
            () ->
                onWorker(
                    () -> {
                      blocks.close();
                      return null;
                    }))
        .subscribe()
        .with(
            written -> {},
            failure -> fail(request, failure),
            () -> {
              response.end();
              request.resume();
            });
  }

  private static <T> Uni<T> onWorker(Callable<T> work) {
    return Uni.createFrom()
        .item(Unchecked.supplier(work::call))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** Who has got a part of it must not take that for all. */
  private static void fail(ResteasyReactiveRequestContext request, Throwable failure) {
    if (request.serverResponse().headWritten()) {
      LOG.debugf(failure, "Not all of %s was sent", request.getPath());
      request.unwrap(HttpServerResponse.class).reset(INTERNAL_ERROR);
      request.close();
    } else {
      request.serverResponse().removeResponseHeader(HttpHeaders.CONTENT_LENGTH);
      request.resume(failure, true);
    }
  }

  @Override
  public void writeTo(
      Streamed body,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    try (InputStream content = body.content().get()) {
      content.transferTo(out);
    }
  }
}
