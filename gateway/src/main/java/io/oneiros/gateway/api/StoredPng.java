package io.oneiros.gateway.api;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** A picture in the object store, as it is streamed to who has not got it yet. */
record StoredPng(String key, EntityTag tag, String fileName) {
  static final String TYPE = "image/png";

  /**
   * What is made of a completed dream never changes; a dream that is dreamed anew under its id
   * began later.
   */
  static StoredPng of(DreamSnapshot completed, String key, String fileName) {
    String tag = completed.id() + "-" + completed.createdAt().toEpochMilli();
    return new StoredPng(key, new EntityTag(tag), fileName);
  }

  /**
   * @throws MissingObjectException if it is not there
   */
  Response.ResponseBuilder answer(ObjectStore objects, Request request) {
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.tag(tag);
    }
    long length = objects.length(key);
    return Response.ok(new Streamed(() -> objects.open(key), length), TYPE)
        .tag(tag)
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + fileName + "\"");
  }
}
