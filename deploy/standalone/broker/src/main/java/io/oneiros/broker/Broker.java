package io.oneiros.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker of one node (KRaft) as a program: {@code Broker FOLDER PORT CONTROLLER_PORT
 * [NAME=VALUE]...}, where settings that are named replace its own. It listens on 127.0.0.1 only,
 * prints {@code READY} once it serves, and stops cleanly on SIGTERM. What it acknowledged survives
 * a kill, and is there when it starts on the same folder again.
 */
public final class Broker {
  private Broker() {}

  public static void main(String[] args) {
    if (args.length < 3) {
      System.err.println("Usage: Broker FOLDER PORT CONTROLLER_PORT [NAME=VALUE]...");
      System.exit(2);
    }
    try {
      Path folder = Path.of(args[0]).toAbsolutePath();
      Properties settings = Settings.of(folder, port(args[1]), port(args[2]));
      for (String more : Arrays.copyOfRange(args, 3, args.length)) {
        int equals = more.indexOf('=');
        settings.put(more.substring(0, equals), more.substring(equals + 1));
      }
      KafkaRaftServer server = start(folder, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
      System.out.println("READY");
      server.awaitShutdown();
    } catch (IOException | RuntimeException e) {
      if (e instanceof RuntimeException) {
        e.printStackTrace();
      }
      System.err.println("The broker cannot start: " + e.getMessage());
      // Kafka's threads of a half-started server are no daemons.
      Runtime.getRuntime().halt(1);
    }
  }

  private static KafkaRaftServer start(Path folder, Properties settings) throws IOException {
    Files.createDirectories(folder);
    if (Files.notExists(folder.resolve("meta.properties"))) {
      format(folder);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, /* doLog= */ false), Time.SYSTEM);
    server.startup();
    return server;
  }

  private static void format(Path folder) {
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
            .setNodeId(1)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(Settings.CONTROLLER)
            .setMetadataLogDirectory(folder.toString())
            .setDirectories(List.of(folder.toString()))
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setUnstableFeatureVersionsEnabled(false);
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException(folder + " cannot be formatted: " + e.getMessage(), e);
    }
  }

  /** Kafka would report a taken port only deep inside a stack trace. */
  private static int port(String text) throws IOException {
    int port = Integer.parseInt(text);
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(Settings.HOST))) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new IOException("port " + port + " of " + Settings.HOST + " is taken", e);
    }
  }
}
