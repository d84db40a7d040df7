package io.oneiros.gateway.api;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.problem.BadRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Small pictures of a dream's finished octaves, from the first of them on, as long as it is kept.
 */
@Path(DreamsResource.PATH + "/{id}/preview")
@Tag(name = "dreams")
public class PreviewResource {
  private final DreamBoard board;
  private final ObjectStore objects;

  PreviewResource(DreamBoard board, ObjectStore objects) {
    this.board = board;
    this.objects = objects;
  }

  @GET
  @Produces(StoredPng.TYPE)
  @Operation(
      summary = "How far a dream is, as a small picture",
      description =
          "Of the octave that was finished last, or of the one that is asked for: at most 512"
              + " pixels wide and high. Whoever has read of an octave on dream.events, or by a"
              + " webhook, finds it here by its number at once.")
  @APIResponse(
      responseCode = "200",
      description = "The preview",
      content =
          @Content(
              mediaType = StoredPng.TYPE,
              schema = @Schema(implementation = String.class, format = "binary")))
  @APIResponse(responseCode = "304", description = "It is the one that If-None-Match names")
  public Response preview(
      @PathParam("id") String id,
      @QueryParam("octave")
          @Parameter(
              description = "From 0, the coarsest; the newest if it is not said",
              schema = @Schema(implementation = Integer.class, minimum = "0"))
          String octave,
      @Context Request request) {
    DreamSnapshot dream = Dreams.kept(Dreams.find(board, id));
    if (dream.status() == DreamStatus.CANCELLED) {
      throw Dreams.cancelled();
    }
    String key =
        octave == null
            ? dream.preview()
            : ObjectKeys.preview(id, dream.incarnation(), number(octave));
    if (key == null) {
      throw missing(
          "Dream '%s' has no preview; the first is there once an octave is finished.", id);
    }
    String file = key.substring(key.lastIndexOf('/') + 1);
    // A preview never changes; a dream that is dreamed anew under its id is another incarnation.
    EntityTag tag = new EntityTag(id + "-" + dream.incarnation() + "-" + file);
    try {
      return new StoredPng(key, tag, id + "-" + file)
          .answer(objects, request)
          // The newest is soon another one.
          .header(HttpHeaders.CACHE_CONTROL, "no-cache")
          .build();
    } catch (MissingObjectException e) {
      throw missing(
          "Dream '%s' has no preview '%s'; an octave has one once it is finished.", id, file);
    }
  }

  private static ProblemException missing(String detail, Object... values) {
    return new ProblemException(ProblemCode.NO_PREVIEW, detail.formatted(values));
  }

  private static int number(String octave) {
    if (!octave.matches("[0-9]{1,3}")) {
      throw new BadRequest(
          "octave is '%s'; it must be a whole number from 0 to 999.".formatted(octave));
    }
    return Integer.parseInt(octave);
  }
}
