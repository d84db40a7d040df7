package io.oneiros.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class Ports {
  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    return free(1)[0];
  }

  /** So many different ports that were free a moment ago. */
  public static int[] free(int number) {
    ServerSocket[] sockets = new ServerSocket[number];
    int[] ports = new int[number];
    try {
      for (int i = 0; i < number; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ports[i] = sockets[i].getLocalPort();
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
    return ports;
  }

  /** Whether somebody listens on the port already. */
  public static boolean taken(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }
}
