package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.GatewaySettings;
import io.oneiros.gateway.intake.DreamIds;
import io.oneiros.gateway.intake.Intake;
import io.oneiros.gateway.intake.Retry;
import io.oneiros.gateway.intake.Submissions;
import io.oneiros.gateway.problem.BadRequest;
import io.oneiros.gateway.webhook.Webhooks;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * Posting, listing, showing, cancelling and retrying dreams.
 *
 * <p>An Idempotency-Key names one dream until that dream is forgotten. While the dream is being
 * deleted, which takes until no task can write its objects any more, a post under its key is
 * refused with {@code deleting}: its upload would be deleted as well. Afterwards the key names the
 * dream that was stopped, or, if it is forgotten, begins a new one.
 */
@Path(DreamsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dreams")
public class DreamsResource {
  static final String PATH = "/v1/dreams";
  private static final int MAX_LIMIT = 500;
  private static final int MAX_KEY = 255;

  private final DreamBoard board;
  private final Intake intake;
  private final Retry retry;
  private final Clock clock;
  private final Submissions submissions;
  private final Webhooks webhooks;
  private final String tenantHeader;

  DreamsResource(
      DreamBoard board,
      Intake intake,
      Retry retry,
      Submissions submissions,
      Webhooks webhooks,
      Clock clock,
      GatewaySettings settings) {
    this.board = board;
    this.intake = intake;
    this.retry = retry;
    this.submissions = submissions;
    this.webhooks = webhooks;
    this.clock = clock;
    this.tenantHeader = settings.tenantHeader();
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Dream a picture",
      description =
          "Checks the pictures and the spec, stores the pictures and has them dreamed. The photo may"
              + " be left away for a dream from noise or grey. All parts together may have"
              + " oneiros.limits.max-bytes and 1 MiB. The answer comes"
              + " before the dream does: follow links.events, or ask again at links.self. The"
              + " header that oneiros.gateway.tenant-header names says whose dream it is: tenants"
              + " share the workers evenly.")
  @RequestBody(content = @Content(schema = @Schema(implementation = DreamForm.Documented.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = DreamView.class)))
  @APIResponse(
      responseCode = "200",
      description = "Already known under this Idempotency-Key",
      content = @Content(schema = @Schema(implementation = DreamView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The dream of this Idempotency-Key is being deleted; try again in a moment")
  public Response post(
      MultipartFormDataInput form,
      @HeaderParam("Idempotency-Key")
          @Parameter(
              description = "1 to 255 characters; a repeat with the same key is the same dream")
          String key,
      @Context HttpHeaders headers)
      throws IOException {
    String tenant = Objects.requireNonNullElse(headers.getHeaderString(tenantHeader), "");
    String id = key == null ? DreamIds.fresh(clock.instant()) : DreamIds.ofKey(checked(key));
    DreamForm checked = submissions.checked(() -> DreamForm.of(form.getValues()));
    if (checked.webhook() != null) {
      webhooks.check(checked.webhook());
    }
    Optional<DreamSnapshot> known = board.find(id).map(Dreams::kept);
    DreamSnapshot dream =
        known.isPresent()
            ? known.get()
            : intake.accept(
                id, key != null, checked.pictures(), checked.spec(), tenant, checked.webhook());
    return Response.status(known.isPresent() ? Response.Status.OK : Response.Status.ACCEPTED)
        .header(HttpHeaders.LOCATION, DreamView.path(id))
        .entity(DreamView.of(dream))
        .build();
  }

  @GET
  @Operation(summary = "List dreams, newest first")
  @APIResponse(
      responseCode = "200",
      description = "The dreams",
      content = @Content(schema = @Schema(implementation = DreamList.class)))
  public DreamList list(
      @QueryParam("status")
          @Parameter(
              description = "Only those that stand so",
              schema =
                  @Schema(
                      enumeration = {"accepted", "running", "completed", "failed", "cancelled"}))
          String status,
      @QueryParam("limit")
          @DefaultValue("50")
          @Parameter(
              description = "1 to 500",
              schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "500"))
          String limit) {
    return new DreamList(
        board
            .newest(status == null ? null : status(status), Paging.limit(limit, MAX_LIMIT))
            .stream()
            .map(DreamView::of)
            .toList());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Show how a dream stands")
  @APIResponse(
      responseCode = "200",
      description = "The dream",
      content = @Content(schema = @Schema(implementation = DreamView.class)))
  public DreamView show(@PathParam("id") String id) {
    return DreamView.of(Dreams.find(board, id));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Stop a dream, or forget one that has ended",
      description =
          "Everything it keeps in the object store is deleted either way, once no task can write it"
              + " any more; until then the dream is shown as deleting.")
  @APIResponse(
      responseCode = "202",
      description = "It runs and will be stopped",
      content = @Content(schema = @Schema(implementation = DreamView.class)))
  @APIResponse(responseCode = "204", description = "It had ended and will be forgotten")
  public Response cancel(@PathParam("id") String id) {
    DreamSnapshot dream = Dreams.find(board, id);
    intake.cancel(dream);
    return dream.status().terminal()
        ? Response.noContent().build()
        : Response.accepted(DreamView.of(dream.asDeleting())).build();
  }

  /**
   * What is dreamed again.
   *
   * @param dream its id
   * @param link where it is shown
   */
  @Schema(name = "Retried")
  public record Retried(String dream, String link) {}

  @POST
  @Path("{id}/retry")
  @Operation(
      summary = "Dream a dream again that has failed",
      description =
          "By its recipe, from its uploads, under its id, whatever it failed of, a dead letter or"
              + " none. Asked twice, it is dreamed once. It is let in like a new dream, and shown as"
              + " failed until the scheduler has read of it.")
  @APIResponse(
      responseCode = "202",
      description = "It will be",
      content = @Content(schema = @Schema(implementation = Retried.class)))
  @APIResponse(
      responseCode = "409",
      description = "It cannot be: not-retryable, upload-gone or deleting")
  @APIResponse(
      responseCode = "429",
      description = "As much is open as may be; Retry-After says when to ask again")
  public Response retry(@PathParam("id") String id) throws IOException {
    retry.of(Dreams.find(board, id));
    String link = DreamView.path(id);
    return Response.accepted(new Retried(id, link)).header(HttpHeaders.LOCATION, link).build();
  }

  private static String checked(String key) {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw new BadRequest(
          "The Idempotency-Key has %d characters; it must have 1 to %d, and not only blanks."
              .formatted(key.length(), MAX_KEY));
    }
    return key;
  }

  private static DreamStatus status(String code) {
    return Arrays.stream(DreamStatus.values())
        .filter(status -> status.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequest(
                    "There is no status '%s'; it is one of %s."
                        .formatted(
                            code,
                            Arrays.stream(DreamStatus.values())
                                .map(DreamStatus::code)
                                .collect(Collectors.joining(", ")))));
  }
}
