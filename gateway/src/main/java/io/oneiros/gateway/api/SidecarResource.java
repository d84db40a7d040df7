package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Grid;
import io.oneiros.contract.Outcome;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.problem.ProblemDocument;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a completed dream was made of: the file to keep beside its picture. */
@Path(DreamsResource.PATH + "/{id}/sidecar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dreams")
@APIResponse(
    responseCode = "default",
    description = "What is wrong",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
public class SidecarResource {
  private final DreamBoard board;

  SidecarResource(DreamBoard board) {
    this.board = board;
  }

  /**
   * @param size of the photo, or of what the dream began from
   * @param grid how the pictures that were dreamed together lie in the one that is handed out
   * @param recipe what was asked for, with every default as it was
   */
  public record Sidecar(
      String dream,
      Instant createdAt,
      Instant completedAt,
      Size size,
      Grid grid,
      Recipe recipe,
      Outcome outcome) {
    static Sidecar of(DreamSnapshot dream) {
      return new Sidecar(
          dream.id(),
          dream.createdAt(),
          dream.updatedAt(),
          dream.size(),
          dream.recipe().start().grid(),
          dream.recipe(),
          dream.outcome());
    }
  }

  @GET
  @Operation(summary = "What a completed dream was made of, and what came of it")
  @APIResponse(
      responseCode = "200",
      description = "Its recipe and its outcome",
      content = @Content(schema = @Schema(implementation = Sidecar.class)))
  @APIResponse(
      responseCode = "409",
      description = "It is not completed yet",
      content =
          @Content(
              mediaType = ProblemDocument.MEDIA_TYPE,
              schema = @Schema(implementation = ProblemDocument.class)))
  public Response sidecar(@PathParam("id") String id) {
    DreamSnapshot dream = Dreams.completed(Dreams.find(board, id));
    return Response.ok(Sidecar.of(dream))
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + ".json\"")
        .build();
  }
}
