package io.oneiros.standalone;

import io.oneiros.standalone.client.GatewayClient;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The running system that a command asks something of. */
final class SystemOption {
  @Option(
      names = "--gateway",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      converter = Address.class,
      scope = ScopeType.INHERIT,
      description = "of the system; default: ${DEFAULT-VALUE}")
  private URI gateway;

  GatewayClient client() {
    return new GatewayClient(gateway);
  }

  /** Of a gateway. */
  static final class Address implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      if (!text.matches("https?://\\S+")) {
        throw new TypeConversionException(
            "'%s' is no address such as http://localhost:8080".formatted(text));
      }
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'%s' is no address: %s".formatted(text, e.getMessage()));
      }
    }
  }
}
