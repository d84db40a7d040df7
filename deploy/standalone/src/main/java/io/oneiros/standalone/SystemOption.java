package io.oneiros.standalone;

import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Running;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The running system that a command asks something of. */
final class SystemOption {
  private static final String USUAL = "http://127.0.0.1:8080";

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      converter = Address.class,
      scope = ScopeType.INHERIT,
      description = "of the system; default: the one that serves in this home, else " + USUAL)
  private URI gateway;

  GatewayClient client() {
    return new GatewayClient(
        gateway != null
            ? gateway
            : Running.served(Home.of(System.getenv())).orElse(URI.create(USUAL)));
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
