package io.oneiros.gateway.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which addresses are out in the world: neither this machine nor a network of one's own, nor one of
 * these in the clothes of IPv6 (RFC 6890 and its kin).
 */
final class PublicAddresses {
  private PublicAddresses() {}

  static boolean has(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? has6(bytes) : has4(bytes);
  }

  private static boolean has4(byte[] a) {
    int first = a[0] & 0xff;
    int second = a[1] & 0xff;
    int third = a[2] & 0xff;
    boolean shared = first == 100 && (second & 0xc0) == 64;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean relay = first == 192 && second == 88 && third == 99;
    boolean benchmarks = first == 198 && (second & 0xfe) == 18;
    boolean examples =
        first == 198 && second == 51 && third == 100 || first == 203 && second == 0 && third == 113;
    return first != 0 && first < 224 && !(shared || protocols || relay || benchmarks || examples);
  }

  private static boolean has6(byte[] a) {
    // Only 2000::/3 is given out, so unique local, mapped and NAT64 addresses are not.
    boolean global = (a[0] & 0xe0) == 0x20;
    boolean teredoAndKin = a[0] == 0x20 && a[1] == 0x01 && (a[2] & 0xfe) == 0;
    boolean examples = a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0d && a[3] == (byte) 0xb8;
    boolean sixToFour = a[0] == 0x20 && a[1] == 0x02;
    if (sixToFour) {
      return has(inner(Arrays.copyOfRange(a, 2, 6)));
    }
    return global && !teredoAndKin && !examples;
  }

  private static InetAddress inner(byte[] four) {
    try {
      return InetAddress.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
