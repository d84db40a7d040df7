package io.oneiros.deploy;

import io.oneiros.processes.Ports;
import io.oneiros.processes.RealKafka;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real broker that speaks TLS only, by a certificate that only it vouches for, and only to who
 * has the password.
 *
 * @param certificate the file, PEM
 * @param jaas a client's {@code sasl.jaas.config}
 */
record SecuredKafka(RealKafka kafka, Path certificate, String jaas) implements AutoCloseable {
  private static final String PASSWORD = "a-password-for-tests";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"oneiros\" password=\"%s\""
          .formatted(PASSWORD);

  static SecuredKafka start(Path folder) {
    Path store = folder.resolve("kafka.p12");
    Path certificate = folder.resolve("ca.crt");
    keytool(
        store,
        "-genkeypair -keyalg EC -dname CN=kafka -ext san=ip:127.0.0.1 -validity 2 -storetype PKCS12");
    keytool(store, "-exportcert -rfc -file " + certificate);
    RealKafka kafka =
        RealKafka.start(
            folder,
            Ports.free(),
            Map.of(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,CLIENTS:SASL_SSL",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                LOGIN + " user_oneiros=\"" + PASSWORD + "\";",
                "ssl.keystore.location",
                store.toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.keystore.type",
                "PKCS12",
                "ssl.truststore.location",
                certificate.toString(),
                "ssl.truststore.type",
                "PEM"));
    return new SecuredKafka(kafka, certificate, LOGIN + ";");
  }

  private static void keytool(Path store, String words) {
    String all = words + " -alias kafka -storepass " + PASSWORD + " -keystore " + store;
    Tool.Outcome outcome = new Tool("keytool").run(all.split(" "));
    if (outcome.code() != 0) {
      throw new AssertionError("keytool " + words + ": " + outcome.text());
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
