package io.oneiros.gateway.api;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Grid;
import io.oneiros.contract.Outcome;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.gateway.intake.PicturePart;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a completed dream was made of: the file to keep beside its picture. */
@Path(DreamsResource.PATH + "/{id}/sidecar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dreams")
public class SidecarResource {
  private final CompletedDreams dreams;
  private final ObjectStore objects;

  SidecarResource(CompletedDreams dreams, ObjectStore objects) {
    this.dreams = dreams;
    this.objects = objects;
  }

  /**
   * @param size of the photo, or of what the dream began from
   * @param grid how the pictures that were dreamed together lie in the one that is handed out
   * @param pictures SHA-256 of each file that it was posted with, by the part's name
   * @param spec what to ask for to have the same again
   * @param recipe what was asked for, with every default as it was, and facts about the network
   */
  public record Sidecar(
      String dream,
      Instant createdAt,
      Instant completedAt,
      Size size,
      Grid grid,
      Map<String, String> pictures,
      DreamSpec spec,
      Recipe recipe,
      Outcome outcome) {
    static Sidecar of(DreamSnapshot dream, Map<String, String> pictures) {
      return new Sidecar(
          dream.id(),
          dream.createdAt(),
          dream.updatedAt(),
          dream.size(),
          dream.recipe().start().grid(),
          pictures,
          dream.recipe().spec(dream.terms().device()),
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
  @APIResponse(responseCode = "409", description = "It is not completed yet")
  public Response sidecar(@PathParam("id") String id) {
    DreamSnapshot dream = dreams.find(id);
    return Response.ok(Sidecar.of(dream, pictures(id)))
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + ".json\"")
        .build();
  }

  private Map<String, String> pictures(String id) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (PicturePart part : PicturePart.values()) {
      objects.find(part.key(id)).ifPresent(upload -> hashes.put(part.part(), Sha256.of(upload)));
    }
    return hashes;
  }
}
