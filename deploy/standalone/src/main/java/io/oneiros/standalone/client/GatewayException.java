package io.oneiros.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;

/** The gateway's answer was no: the problem document's detail, code and setting in one line. */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private GatewayException(String message) {
    super(message);
  }

  /**
   * @param body {@code application/problem+json} (RFC 9457), or whatever a proxy between answered
   */
  static GatewayException of(int status, String body) {
    try {
      JsonNode problem = Json.MAPPER.readTree(body);
      if (problem != null && problem.hasNonNull("detail")) {
        return new GatewayException(
            line(
                problem.get("detail").asText(),
                problem.path("code").asText("status " + status),
                problem.path("setting").asText(null)));
      }
    } catch (JsonProcessingException e) {
      // Not a problem document: the status must do.
    }
    return new GatewayException("The gateway answered with status " + status + ".");
  }

  /** A dream that failed, told in the same form. */
  public static GatewayException of(Problem problem) {
    return new GatewayException(line(problem.detail(), problem.code().code(), problem.setting()));
  }

  private static String line(String detail, String code, String setting) {
    return detail + " (" + code + (setting == null ? "" : ", setting " + setting) + ")";
  }
}
