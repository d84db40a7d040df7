package io.oneiros.gateway.api;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The picture of a completed dream, streamed from the object store. */
@Path(DreamsResource.PATH + "/{id}/image")
@Tag(name = "dreams")
public class ImageResource {
  private final CompletedDreams dreams;
  private final ObjectStore objects;

  ImageResource(CompletedDreams dreams, ObjectStore objects) {
    this.dreams = dreams;
    this.objects = objects;
  }

  @GET
  @Produces(StoredPng.TYPE)
  @Operation(summary = "The picture of a completed dream")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content =
          @Content(
              mediaType = StoredPng.TYPE,
              schema = @Schema(implementation = String.class, format = "binary")))
  @APIResponse(responseCode = "304", description = "It is the one that If-None-Match names")
  public Response image(@PathParam("id") String id, @Context Request request) {
    DreamSnapshot dream = dreams.find(id);
    return StoredPng.of(dream, dream.image(), id + ".png").answer(objects, request).build();
  }
}
