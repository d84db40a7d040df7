package io.oneiros.gateway.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/**
 * Sockets that connect to public addresses only. The address that is connected to is looked at, not
 * the name, so a name that leads elsewhere by then is no way in.
 */
final class PublicSockets extends SocketFactory {
  /** An address that nobody outside may have us call. */
  static final class PrivateAddressException extends IOException {
    private static final long serialVersionUID = 1;

    /** Which address is not told: whoever asks may not know what a name inside leads to. */
    PrivateAddressException() {
      super(
          "it leads to no public address; oneiros.webhooks.allowed-hosts names hosts that may be called all the same");
    }
  }

  private final Predicate<InetAddress> isPublic;

  private PublicSockets(Predicate<InetAddress> isPublic) {
    this.isPublic = isPublic;
  }

  /**
   * Makes all its connections by such sockets.
   *
   * @param isPublic {@link PublicAddresses#has}
   */
  static OkHttpClient client(Predicate<InetAddress> isPublic) {
    return new OkHttpClient.Builder().socketFactory(new PublicSockets(isPublic)).build();
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress to, int timeout) throws IOException {
        if (!(to instanceof InetSocketAddress address)
            || address.isUnresolved()
            || !isPublic.test(address.getAddress())) {
          throw new PrivateAddressException();
        }
        super.connect(to, timeout);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    try {
      socket.connect(address, 0);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
