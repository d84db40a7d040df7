package io.oneiros.gateway.problem;

import io.oneiros.canvas.ObjectStoreException;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** Turns whatever a resource throws into a problem document; nothing inner gets out. */
public final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int RETRY_SECONDS = 5;
  private static final String TOO_MANY_PARTS = "Param limit";
  private static final List<String> BODY_READERS =
      List.of(FormData.class.getPackageName() + ".", VertxInputStream.class.getName());

  private final HttpProblems problems;

  ProblemMappers(HttpProblems problems) {
    this.problems = problems;
  }

  @ServerExceptionMapper
  public Response known(ProblemException e, UriInfo uri) {
    return respond(ProblemDocument.of(e.problem(), uri.getPath()));
  }

  @ServerExceptionMapper
  public Response missing(NotFound e, UriInfo uri) {
    return respond(ProblemDocument.of(e.problem(), 404, uri.getPath()));
  }

  @ServerExceptionMapper
  public Response full(Full e, UriInfo uri) {
    return builder(ProblemDocument.of(e.problem(), uri.getPath()))
        .header(HttpHeaders.RETRY_AFTER, e.retryAfter().toSeconds())
        .build();
  }

  @ServerExceptionMapper
  public Response bad(BadRequest e, UriInfo uri) {
    return respond(ProblemDocument.of(400, e.getMessage(), null, uri.getPath()));
  }

  @ServerExceptionMapper
  public Response store(ObjectStoreException e, UriInfo uri) {
    LOG.warnf("The object store failed at %s: %s", uri.getPath(), e.getMessage());
    return respond(
        ProblemDocument.of(
            new Problem(
                ProblemCode.UNAVAILABLE,
                "The object store cannot be reached; try again in a moment.",
                "oneiros.objects.endpoint"),
            uri.getPath()));
  }

  /** What JAX-RS itself refuses: unknown paths, methods, media types, malformed bodies. */
  @ServerExceptionMapper
  public Response http(WebApplicationException e, UriInfo uri, HttpHeaders headers) {
    Response refused = e.getResponse();
    int status = refused.getStatus();
    if (status < 400) {
      return refused;
    }
    if (status >= 500) {
      return unexpected(e, uri);
    }
    // The length that a request says it has was found within the limit before anybody read on.
    boolean isPart = status == 413 && headers.getHeaderString(HttpHeaders.CONTENT_LENGTH) != null;
    Response.ResponseBuilder response =
        builder(isPart ? problems.partTooLong(uri.getPath()) : problems.of(status, uri.getPath()));
    String allow = refused.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e, UriInfo uri) {
    if (isBodyError(e)) {
      return respond(
          String.valueOf(e.getMessage()).startsWith(TOO_MANY_PARTS)
              ? problems.tooManyParts(uri.getPath())
              : problems.of(400, uri.getPath()));
    }
    String error = UUID.randomUUID().toString();
    LOG.errorf(e, "Unexpected error %s at %s", error, uri.getPath());
    return respond(
        ProblemDocument.of(
            Problem.of(
                ProblemCode.INTERNAL,
                "Something went wrong here; the log tells more under error " + error + "."),
            uri.getPath()));
  }

  /**
   * There is no exception of its own for a form that the parser does not like, such as one of too
   * many parts, nor for a client that goes away: they are known by where they were thrown.
   */
  private static boolean isBodyError(Throwable e) {
    return e.getStackTrace().length > 0
        && BODY_READERS.stream().anyMatch(e.getStackTrace()[0].getClassName()::startsWith);
  }

  private static Response respond(ProblemDocument document) {
    return builder(document).build();
  }

  private static Response.ResponseBuilder builder(ProblemDocument document) {
    Response.ResponseBuilder response =
        Response.status(document.status()).type(ProblemDocument.MEDIA_TYPE).entity(document);
    boolean passes =
        document.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
            || document.code().equals(ProblemCode.DELETING.code());
    return passes ? response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : response;
  }
}
