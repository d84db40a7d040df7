package io.oneiros.gateway.api;

import io.oneiros.gateway.letters.Bounds;
import io.oneiros.gateway.letters.DeadLetters;
import io.oneiros.gateway.letters.Letter;
import io.oneiros.gateway.letters.Page;
import io.oneiros.gateway.letters.Replay;
import io.oneiros.gateway.problem.BadRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages that nobody could handle: listing, showing and replaying them. */
@Path(DeadLettersResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dead letters")
public class DeadLettersResource {
  static final String PATH = "/v1/dead-letters";
  private static final int MAX_LIMIT = 100;

  private final DeadLetters letters;
  private final Replay replay;

  DeadLettersResource(DeadLetters letters, Replay replay) {
    this.letters = letters;
    this.replay = replay;
  }

  /**
   * Dead letters, newest first.
   *
   * @param next to be given as {@code before} for the older ones; absent where there are none
   */
  @Schema(name = "DeadLetterList")
  public record LetterList(List<LetterView> letters, String next) {}

  /**
   * What has been sent again.
   *
   * @param dream id of the dream that it is about
   * @param link where the dream is shown
   * @param topic of the message: dream.events where a webhook is told once more
   */
  @Schema(name = "Replayed")
  public record Replayed(String letter, String dream, String link, String topic) {}

  @GET
  @Operation(
      summary = "List dead letters, newest first",
      description = "Read from the topic as it is now, without the messages themselves.")
  @APIResponse(
      responseCode = "200",
      description = "The letters",
      content = @Content(schema = @Schema(implementation = LetterList.class)))
  public LetterList list(
      @QueryParam("limit")
          @DefaultValue("50")
          @Parameter(
              description = "1 to 100",
              schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "100"))
          String limit,
      @QueryParam("before")
          @Parameter(description = "Only older ones: what 'next' said of the newer ones, or an id")
          String before) {
    Page page = letters.newest(bounds(before), Paging.limit(limit, MAX_LIMIT));
    return new LetterList(
        page.letters().stream().map(LetterView::of).toList(),
        page.next() == null ? null : page.next().toString());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Show a dead letter: the message whole, who gave it up, why and when")
  @APIResponse(
      responseCode = "200",
      description = "The letter",
      content = @Content(schema = @Schema(implementation = LetterView.class)))
  public LetterView show(@PathParam("id") String id) {
    return LetterView.of(letters.find(id));
  }

  @POST
  @Path("{id}/replay")
  @Operation(
      summary = "Replay a dead letter",
      description =
          "A request is sent again. A dream that failed because of a tile or a storage task is"
              + " dreamed again from its uploads, under its id. Asked twice, it is dreamed once."
              + " It is let in like a new dream. A webhook that was not told of an event is told"
              + " once more, as often as it takes or may be tried: if it does not take it now"
              + " either, there is a new letter.")
  @APIResponse(
      responseCode = "202",
      description = "It is sent",
      content = @Content(schema = @Schema(implementation = Replayed.class)))
  @APIResponse(
      responseCode = "409",
      description = "It cannot be: not-replayable, upload-gone or deleting")
  @APIResponse(
      responseCode = "429",
      description =
          "As much is open, or as many events are in hand, as may be; Retry-After says when to ask"
              + " again")
  public Response replay(@PathParam("id") String id) throws IOException {
    Letter letter = letters.find(id);
    String dream = replay.of(letter);
    String link = DreamView.path(dream);
    return Response.accepted(new Replayed(id, dream, link, letter.content().topic()))
        .header(HttpHeaders.LOCATION, link)
        .build();
  }

  private static Bounds bounds(String before) {
    return before == null
        ? Bounds.NONE
        : Bounds.of(before)
            .orElseThrow(
                () ->
                    new BadRequest(
                        "before is '%s'; it must be what 'next' said, or a letter's id such as 0-17."
                            .formatted(before)));
  }
}
