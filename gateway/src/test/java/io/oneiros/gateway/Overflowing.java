package io.oneiros.gateway;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Ends as the reading of a file might that nests deeper than the stack. */
@Path(Overflowing.PATH)
public class Overflowing {
  static final String PATH = "/test/overflowing";

  @GET
  @Operation(hidden = true)
  public int overflow() {
    return 1 + overflow();
  }
}
