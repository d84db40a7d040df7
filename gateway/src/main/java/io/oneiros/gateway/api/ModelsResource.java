package io.oneiros.gateway.api;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.Layer;
import io.oneiros.engine.zoo.ModelCard;
import io.oneiros.gateway.config.ZooCatalog;
import io.oneiros.gateway.intake.Networks;
import io.oneiros.gateway.problem.NotFound;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** The networks that can be dreamed with, and what they can dream of. */
@Path(ModelsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "models")
public class ModelsResource {
  static final String PATH = "/v1/models";

  private final ZooCatalog networks;
  private final Networks sent;

  ModelsResource(ZooCatalog networks, Networks sent) {
    this.networks = networks;
    this.sent = sent;
  }

  /** Networks: the user's own, those of the zoo, those that were sent along. */
  public record ModelList(List<ModelView> models) {}

  /**
   * @param layers that are dreamed of when nobody names any
   * @param generator whether it makes pictures, for {@code start.generator}; others look at them
   * @param present whether the network's file is here, or for one that was sent along in the object
   *     store; a dream of one that is not cannot be
   */
  public record ModelView(
      String id, List<String> layers, String licence, boolean generator, boolean present) {}

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

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Send a network along",
      description =
          "Checks the file and keeps it in the object store, where all services find it. Its id is"
              + " made of the file's name, its bytes and 'input': the same again is the same"
              + " network.")
  @RequestBody(content = @Content(schema = @Schema(implementation = ModelForm.Documented.class)))
  @APIResponse(
      responseCode = "201",
      description = "Kept",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  @APIResponse(
      responseCode = "200",
      description = "Known already, with the layers that it was first sent with",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public Response post(MultipartFormDataInput form) throws IOException {
    Networks.Accepted accepted = sent.accept(ModelForm.of(form.getValues()));
    ModelCard card = accepted.card();
    return Response.status(accepted.isNew() ? Response.Status.CREATED : Response.Status.OK)
        .header(HttpHeaders.LOCATION, PATH + "/" + card.id())
        .entity(view(card))
        .build();
  }

  @GET
  @Operation(summary = "List networks")
  @APIResponse(
      responseCode = "200",
      description = "The networks",
      content = @Content(schema = @Schema(implementation = ModelList.class)))
  public ModelList list() {
    return new ModelList(networks.cards(sent.ids()).stream().map(this::view).toList());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Show a network")
  @APIResponse(
      responseCode = "200",
      description = "The network",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public ModelView show(@PathParam("id") String id) {
    return found(() -> view(networks.card(id)));
  }

  @GET
  @Path("{id}/layers")
  @Operation(summary = "List the layers of a network, by the names that a spec may use")
  @APIResponse(
      responseCode = "200",
      description = "Its layers, from the picture on",
      content = @Content(schema = @Schema(implementation = LayerList.class)))
  public LayerList layers(@PathParam("id") String id) {
    return found(() -> new LayerList(networks.layers(id).stream().map(LayerView::of).toList()));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Delete a network that was sent along",
      description = "Dreams of it that are under way may fail where it has not been fetched yet.")
  @APIResponse(responseCode = "204", description = "It is deleted")
  public void delete(@PathParam("id") String id) {
    found(
        () -> {
          sent.delete(id);
          return null;
        });
  }

  private ModelView view(ModelCard card) {
    return new ModelView(
        card.id(), card.defaultLayers(), card.license(), card.generator(), sent.isPresent(card));
  }

  private static <T> T found(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (ProblemException e) {
      throw e.problem().code() == ProblemCode.UNKNOWN_MODEL ? new NotFound(e.problem()) : e;
    }
  }
}
