package io.oneiros.gateway.api;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DeepZoom;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The picture of a completed dream in tiles, where its spec asked for them: paths are Deep Zoom's,
 * so that any viewer of these (OpenSeadragon, say) takes the descriptor's address.
 */
@Path(DreamsResource.PATH + "/{id}")
@Tag(name = "dreams")
public class ZoomResource {
  private final CompletedDreams dreams;
  private final ObjectStore objects;

  ZoomResource(CompletedDreams dreams, ObjectStore objects) {
    this.dreams = dreams;
    this.objects = objects;
  }

  static boolean isAsked(DreamSnapshot dream) {
    // A dream of an older version says nothing of it.
    return dream.recipe() != null && Boolean.TRUE.equals(dream.recipe().finish().deepZoom());
  }

  @GET
  @Path("zoom.dzi")
  @Produces(MediaType.APPLICATION_XML)
  @Operation(summary = "The deep-zoom descriptor of a completed dream")
  @APIResponse(
      responseCode = "200",
      description = "Sizes of the picture and its tiles",
      content = @Content(mediaType = MediaType.APPLICATION_XML))
  public String descriptor(@PathParam("id") String id) {
    Size size = find(id).dreamed();
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Image xmlns="http://schemas.microsoft.com/deepzoom/2008" TileSize="%d" Overlap="0" Format="png">
          <Size Width="%d" Height="%d"/>
        </Image>
        """
        .formatted(DeepZoom.TILE, size.width(), size.height());
  }

  @GET
  @Path("zoom_files/{level:\\d{1,2}}/{column:\\d{1,5}}_{row:\\d{1,5}}.png")
  @Produces(StoredPng.TYPE)
  @Operation(summary = "A deep-zoom tile of a completed dream")
  @APIResponse(
      responseCode = "200",
      description = "The tile",
      content =
          @Content(
              mediaType = StoredPng.TYPE,
              schema = @Schema(implementation = String.class, format = "binary")))
  @APIResponse(responseCode = "304", description = "It is the one that If-None-Match names")
  public Response tile(
      @PathParam("id") String id,
      @PathParam("level") int level,
      @PathParam("column") int column,
      @PathParam("row") int row,
      @Context Request request) {
    DreamSnapshot dream = find(id);
    if (!DeepZoom.has(dream.dreamed(), level, column, row)) {
      throw new ProblemException(
          ProblemCode.NO_DEEP_ZOOM,
          "Level %d of dream '%s' has no tile %d_%d; levels are 0 to %d, tiles %d pixels wide."
              .formatted(level, id, column, row, DeepZoom.levels(dream.dreamed()), DeepZoom.TILE));
    }
    String key = ObjectKeys.zoom(id, level, column, row);
    String file = "%s-%d-%d_%d.png".formatted(id, level, column, row);
    return StoredPng.of(dream, key, file).answer(objects, request).build();
  }

  private DreamSnapshot find(String id) {
    DreamSnapshot dream = dreams.find(id);
    if (!isAsked(dream)) {
      throw new ProblemException(
          ProblemCode.NO_DEEP_ZOOM,
          "Dream '%s' has no deep-zoom tiles; ask for them with finish.deepZoom.".formatted(id));
    }
    return dream;
  }
}
