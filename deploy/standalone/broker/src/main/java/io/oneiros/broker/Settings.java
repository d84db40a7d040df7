package io.oneiros.broker;

import java.nio.file.Path;
import java.util.Properties;

/** What a single Kafka node on the loopback interface is set to. */
final class Settings {
  static final String CONTROLLER = "CONTROLLER";
  static final String HOST = "127.0.0.1";

  /** The listener for all but the controller, by a name that promises no protocol. */
  private static final String CLIENTS = "CLIENTS";

  private Settings() {}

  /**
   * @param port for clients
   * @param controllerPort for the node's own metadata quorum of one
   */
  static Properties of(Path folder, int port, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("log.dirs", folder.toString());
    String clients = CLIENTS + "://" + HOST + ":" + port;
    p.put("listeners", clients + "," + CONTROLLER + "://" + HOST + ":" + controllerPort);
    p.put("advertised.listeners", clients);
    p.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT");
    p.put("inter.broker.listener.name", CLIENTS);
    p.put("controller.listener.names", CONTROLLER);
    p.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    p.put("auto.create.topics.enable", "false");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    oneReplica(p);
    swiftRecovery(p);
    shareGroups(p);
    return p;
  }

  private static void oneReplica(Properties p) {
    p.put("default.replication.factor", "1");
    for (String topic : new String[] {"offsets.topic", "share.coordinator.state.topic"}) {
      p.put(topic + ".replication.factor", "1");
      p.put(topic + ".num.partitions", "4");
    }
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "4");
  }

  /** With Kafka's defaults a restarted broker, client or transaction is waited for up to 45 s. */
  private static void swiftRecovery(Properties p) {
    p.put("broker.session.timeout.ms", "2000");
    p.put("broker.heartbeat.interval.ms", "300");
    p.put("initial.broker.registration.timeout.ms", "60000");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("group.min.session.timeout.ms", "1000");
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  /** Room for a whole round of tiles in flight, and short locks for workers that vanish. */
  private static void shareGroups(Properties p) {
    p.put("group.share.min.record.lock.duration.ms", "1000");
    // A tile on a busy laptop may take minutes, and its lock is not renewed.
    p.put("group.share.max.record.lock.duration.ms", "3600000");
    // A new worker gets its share of the queue with its second heartbeat.
    p.put("group.share.heartbeat.interval.ms", "1000");
    p.put("group.share.min.heartbeat.interval.ms", "1000");
    // Each device has two hands, each a member of one group; 200 unless told otherwise.
    p.put("group.share.max.size", "1000");
    p.put("group.share.partition.max.record.locks", "10000");
  }
}
