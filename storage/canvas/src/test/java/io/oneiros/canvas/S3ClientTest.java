package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

class S3ClientTest {
  /** Else a write of some kilobytes takes 40 ms. */
  @Test
  void sendsAtOnce() throws Exception {
    SocketFactory sockets = S3Client.http(S3Observer.NONE).socketFactory();
    InetAddress here = InetAddress.getLoopbackAddress();
    String host = here.getHostAddress();
    try (ServerSocket server = new ServerSocket(0, 0, here)) {
      int port = server.getLocalPort();
      for (Socket socket :
          Set.of(
              sockets.createSocket(),
              sockets.createSocket(host, port),
              sockets.createSocket(host, port, here, 0),
              sockets.createSocket(here, port),
              sockets.createSocket(here, port, here, 0))) {
        assertThat(socket.getTcpNoDelay()).isTrue();
        socket.close();
      }
    }
  }
}
