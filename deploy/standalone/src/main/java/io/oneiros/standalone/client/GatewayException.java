package io.oneiros.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;

/** The gateway's answer was no: the problem document's detail, code and setting in one line. */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int NOT_FOUND = 404;
  private static final int ERROR_OF_THE_SERVER = 500;

  private final boolean passing;

  private GatewayException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /**
   * Whether the same question may be answered otherwise in a while: a gateway that has just started
   * knows no dream until it has read of them all, and one that is out of order may be mended.
   */
  public boolean passing() {
    return passing;
  }

  /**
   * @param body {@code application/problem+json} (RFC 9457), or whatever a proxy between answered
   */
  static GatewayException of(int status, String body) {
    boolean passing = status == NOT_FOUND || status >= ERROR_OF_THE_SERVER;
    try {
      JsonNode problem = Json.MAPPER.readTree(body);
      if (problem != null && problem.hasNonNull("detail")) {
        return new GatewayException(
            line(
                problem.get("detail").asText(),
                problem.path("code").asText("status " + status),
                problem.path("setting").asText(null)),
            passing);
      }
    } catch (JsonProcessingException e) {
      // Not a problem document: the status must do.
    }
    return new GatewayException("The gateway answered with status " + status + ".", passing);
  }

  /** A dream that failed, told in the same form. */
  public static GatewayException of(Problem problem) {
    return new GatewayException(
        line(problem.detail(), problem.code().code(), problem.setting()), false);
  }

  private static String line(String detail, String code, String setting) {
    return detail + " (" + code + (setting == null ? "" : ", setting " + setting) + ")";
  }
}
