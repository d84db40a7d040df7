package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxyTest {
  private static final URI MODELS = URI.create("https://models.example.org/net.onnx");

  @Test
  void withoutOneItIsJavasOwnChoice() {
    assertThat(EnvironmentProxy.of(Map.of())).isSameAs(ProxySelector.getDefault());
    assertThat(EnvironmentProxy.of(Map.of("HTTPS_PROXY", " ", "NO_PROXY", "*")))
        .isSameAs(ProxySelector.getDefault());
  }

  @Test
  void javasOwnSettingComesFirst() {
    System.setProperty("https.proxyHost", "10.0.0.9");
    try {
      assertThat(EnvironmentProxy.of(Map.of("HTTPS_PROXY", "http://10.0.0.1:3128")))
          .isSameAs(ProxySelector.getDefault());
    } finally {
      System.clearProperty("https.proxyHost");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1:3128", "http://10.0.0.1:3128/", "10.0.0.1:3128"})
  void theAddressMayBeWrittenAsCurlReadsIt(String address) {
    for (String name : new String[] {"HTTPS_PROXY", "https_proxy"}) {
      assertThat(EnvironmentProxy.of(Map.of(name, address)).select(MODELS))
          .containsExactly(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("10.0.0.1", 3128)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, true",
    ".example.org, true",
    "'localhost, Models.Example.ORG ', true",
    "*, true",
    "ple.org, false",
    "models.example.org.uk, false",
    "'', false"
  })
  void hostsMayBeReachedDirectly(String direct, boolean isDirect) {
    ProxySelector proxies =
        EnvironmentProxy.of(Map.of("HTTPS_PROXY", "10.0.0.1:3128", "no_proxy", direct));
    assertThat(proxies.select(MODELS).contains(Proxy.NO_PROXY)).isEqualTo(isDirect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1", "http://:3128", "a proxy", "10.0.0.1:99999"})
  void anAddressThatMakesNoSenseIsNamed(String address) {
    assertThatThrownBy(() -> EnvironmentProxy.of(Map.of("HTTPS_PROXY", address)))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("HTTPS_PROXY is '" + address + "'", "http://HOST:PORT");
  }
}
