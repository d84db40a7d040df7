package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.GatewaySettings;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * A dream's snapshots as server-sent events. Every event is the whole snapshot, so whoever lost
 * some lacks nothing; the id of an event is the snapshot's sequence.
 */
@Path(DreamsResource.PATH + "/{id}/events")
@Tag(name = "dreams")
public class EventsResource {
  private static final long NOTHING_SEEN = -1;

  private final DreamBoard board;
  private final Duration heartbeat;

  EventsResource(DreamBoard board, GatewaySettings settings) {
    this.board = board;
    this.heartbeat = settings.heartbeat();
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow a dream",
      description =
          "Server-sent events named 'snapshot': first the current one, then each newer one; the"
              + " stream ends after the last. Comments keep an idle stream open.")
  @APIResponse(
      responseCode = "200",
      description = "Snapshots",
      content = @Content(schema = @Schema(implementation = DreamSnapshot.class)))
  @APIResponse(
      responseCode = "204",
      description = "The dream has ended and Last-Event-ID was its last: do not come again")
  public RestMulti<OutboundSseEvent> follow(
      @PathParam("id") String id,
      @HeaderParam("Last-Event-ID")
          @Parameter(description = "Sequence of the last snapshot seen; it is not sent again")
          String lastEventId,
      Sse sse) {
    DreamSnapshot current = Dreams.find(board, id);
    long seen = sequence(lastEventId);
    if (current.status().terminal() && current.sequence() == seen) {
      // By the standard of server-sent events, 204 alone keeps a client from connecting again.
      throw new WebApplicationException(Response.Status.NO_CONTENT);
    }
    return RestMulti.fromMultiData(withHeartbeat(board.watch(id, seen), sse))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // Tells nginx not to hold events back.
        .header("X-Accel-Buffering", "no")
        .build();
  }

  /** The ticking never ends by itself, so an end mark ends the merged stream with the snapshots. */
  private Multi<OutboundSseEvent> withHeartbeat(Multi<DreamSnapshot> snapshots, Sse sse) {
    OutboundSseEvent end = comment(sse, "end");
    Multi<OutboundSseEvent> events =
        Multi.createBy()
            .concatenating()
            .streams(snapshots.map(dream -> event(sse, dream)), Multi.createFrom().item(end));
    Multi<OutboundSseEvent> ticks =
        Multi.createFrom()
            .ticks()
            .startingAfter(heartbeat)
            .every(heartbeat)
            .onOverflow()
            .drop()
            .map(tick -> comment(sse, "still dreaming"));
    return Multi.createBy().merging().streams(events, ticks).select().first(e -> e != end);
  }

  private static OutboundSseEvent event(Sse sse, DreamSnapshot dream) {
    return sse.newEventBuilder()
        .id(Long.toString(dream.sequence()))
        .name("snapshot")
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(DreamSnapshot.class, dream)
        .build();
  }

  private static OutboundSseEvent comment(Sse sse, String text) {
    return sse.newEventBuilder().comment(text).build();
  }

  /** What is not a sequence is not ours, so nothing of ours was seen. */
  private static long sequence(String lastEventId) {
    return lastEventId != null && lastEventId.matches("\\d{1,18}")
        ? Long.parseLong(lastEventId)
        : NOTHING_SEEN;
  }
}
