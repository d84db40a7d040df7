package io.oneiros.engine.zoo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The proxy that the environment names as curl and npm read it: {@code HTTPS_PROXY} for all hosts
 * but those that end with a name in {@code NO_PROXY}; in either case of letters.
 */
final class EnvironmentProxy extends ProxySelector {
  private final Proxy proxy;
  private final List<String> direct;

  private EnvironmentProxy(Proxy proxy, List<String> direct) {
    this.proxy = proxy;
    this.direct = direct;
  }

  /**
   * @return Java's own choice if {@code https.proxyHost} or no {@code HTTPS_PROXY} is set
   * @throws ModelException {@code model-unavailable} if {@code HTTPS_PROXY} makes no sense
   */
  static ProxySelector of(Map<String, String> environment) {
    String address = value(environment, "HTTPS_PROXY");
    if (System.getProperty("https.proxyHost") != null || address.isEmpty()) {
      return ProxySelector.getDefault();
    }
    InetSocketAddress socket = socket(address);
    List<String> direct =
        Stream.of(value(environment, "NO_PROXY").split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""))
            .filter(host -> !host.isEmpty())
            .toList();
    return new EnvironmentProxy(new Proxy(Proxy.Type.HTTP, socket), direct);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = "." + uri.getHost().toLowerCase(Locale.ROOT);
    boolean isDirect = direct.stream().anyMatch(end -> end.equals("*") || host.endsWith("." + end));
    return List.of(isDirect ? Proxy.NO_PROXY : proxy);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The client reports it.
  }

  private static InetSocketAddress socket(String address) {
    try {
      URI uri = URI.create(address.contains("://") ? address : "http://" + address);
      return new InetSocketAddress(uri.getHost(), uri.getPort());
    } catch (IllegalArgumentException e) {
      throw ModelException.unavailable(
          "HTTPS_PROXY is '%s'; it should be http://HOST:PORT.".formatted(address), e);
    }
  }

  private static String value(Map<String, String> environment, String name) {
    String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return environment.getOrDefault(name, lower).strip();
  }
}
