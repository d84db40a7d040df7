package io.oneiros.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
public final class Ports {
  /**
   * Below the ports that Linux (32768 and up) and others (49152 and up) give to outgoing
   * connections: any of those could take a port between the look at it and its use, seconds later.
   */
  private static final int FIRST = 16_384;

  private static final int LAST = 32_767;
  private static final int MOST_LOOKS = 10_000;

  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    return free(1)[0];
  }

  /** So many different ports that were free a moment ago, by chance: others look for some too. */
  public static int[] free(int number) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int look = 0; held.size() < number; look++) {
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
        try {
          held.add(bound(port));
        } catch (IOException e) {
          if (look > MOST_LOOKS) {
            throw new UncheckedIOException(
                "no port from %d to %d is free".formatted(FIRST, LAST), e);
          }
        }
      }
      return held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } finally {
      held.forEach(Ports::close);
    }
  }

  /** Whether somebody listens on the port already. */
  public static boolean taken(int port) {
    try (ServerSocket socket = bound(port)) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  private static ServerSocket bound(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
