package io.oneiros.gateway.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.gateway.intake.Retry;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dream as it is shown: its snapshot's fields, and where to go on. */
@Schema(name = "Dream", description = "How a dream stands, and where to go on")
public record DreamView(@JsonUnwrapped DreamSnapshot dream, Links links) {

  /**
   * Paths on this server.
   *
   * @param events server-sent events
   * @param preview how far it is, as a small picture, once an octave is finished
   * @param image the picture, once the dream is completed
   * @param sidecar what it was made of, likewise
   * @param zoom its deep-zoom descriptor, likewise; null where none was asked for
   * @param cancel to be called with DELETE
   * @param retry to be called with POST; null unless it has failed and can be dreamed again
   */
  public record Links(
      String self,
      String events,
      String preview,
      String image,
      String sidecar,
      String zoom,
      String cancel,
      String retry) {
    static Links of(DreamSnapshot dream) {
      String self = path(dream.id());
      return new Links(
          self,
          self + "/events",
          self + "/preview",
          self + "/image",
          self + "/sidecar",
          ZoomResource.isAsked(dream) ? self + "/zoom.dzi" : null,
          self,
          Retry.possible(dream) ? self + "/retry" : null);
    }
  }

  static DreamView of(DreamSnapshot dream) {
    return new DreamView(dream, Links.of(dream));
  }

  static String path(String id) {
    return DreamsResource.PATH + "/" + id;
  }
}
