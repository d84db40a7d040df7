package io.oneiros.gateway.api;

import io.oneiros.engine.zoo.Layer;
import io.oneiros.gateway.config.ZooCatalog;
import io.oneiros.gateway.problem.ProblemDocument;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The networks that can be dreamed with, and what they can dream of. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "models")
@APIResponse(
    responseCode = "default",
    description = "What is wrong",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
public class ModelsResource {
  private final ZooCatalog networks;

  ModelsResource(ZooCatalog networks) {
    this.networks = networks;
  }

  /** Networks; the user's own first. */
  public record ModelList(List<ModelView> models) {}

  /**
   * @param layers that are dreamed of when nobody names any
   * @param present whether the network's file is here; a dream of one that is not is refused
   */
  public record ModelView(String id, List<String> layers, String licence, boolean present) {}

  /** Layers, from the picture on. */
  public record LayerList(List<LayerView> layers) {}

  /**
   * @param stride pixels between neighbouring activations
   * @param receptiveField side of what one activation sees, in pixels
   */
  public record LayerView(
      String name, List<String> aliases, int channels, int stride, int receptiveField) {
    static LayerView of(Layer layer) {
      return new LayerView(
          layer.name(), layer.aliases(), layer.channels(), layer.stride(), layer.receptiveField());
    }
  }

  @GET
  @Operation(summary = "List networks")
  public ModelList list() {
    return new ModelList(
        networks.cards().stream()
            .map(
                card ->
                    new ModelView(
                        card.id(),
                        card.defaultLayers(),
                        card.license(),
                        networks.isPresent(card.id())))
            .toList());
  }

  @GET
  @Path("{id}/layers")
  @Operation(summary = "List the layers of a network, by the names that a spec may use")
  public LayerList layers(@PathParam("id") String id) {
    return new LayerList(networks.layers(id).stream().map(LayerView::of).toList());
  }
}
