package io.oneiros.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The settings that a service reads, found in its program as it was built: those of its {@code
 * application.properties}, of interfaces with {@code @ConfigMapping}, and of
 * {@code @ConfigProperty}.
 *
 * @param names of settings
 * @param properties of {@code application.properties}
 */
record KnownSettings(Set<String> names, Properties properties) {
  private static final String MAPPING = "io.smallrye.config.ConfigMapping";
  private static final String PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";

  /** Quarkus's own, which are in no program of ours. */
  private static final Set<String> OF_QUARKUS = Set.of("quarkus.otel.exporter.otlp.endpoint");

  /** A setting that another one is made of. */
  private static final Pattern NAMED = Pattern.compile("\\$\\{([a-z.-]+)[:}]");

  private static final Map<Service, KnownSettings> READ = new EnumMap<>(Service.class);

  static synchronized KnownSettings of(Service service) {
    return READ.computeIfAbsent(service, KnownSettings::read);
  }

  private static KnownSettings read(Service service) {
    List<Path> jars = jars(service.app());
    URL[] urls = jars.stream().map(KnownSettings::url).toArray(URL[]::new);
    Set<String> names = new HashSet<>(OF_QUARKUS);
    // Of every client of every service.
    ConsumerConfig.configNames().forEach(name -> names.add("kafka." + name));
    // No parent but the JDK's: a class is the service's, never a test's.
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        InputStream in = loader.getResourceAsStream("application.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      properties
          .stringPropertyNames()
          .forEach(name -> names.add(name.replaceFirst("^%\\w+\\.", "")));
      properties.values().stream()
          .flatMap(value -> NAMED.matcher(value.toString()).results())
          .forEach(named -> names.add(named.group(1)));
      for (Path jar : jars) {
        if (jar.getFileName().toString().contains("oneiros-")) {
          for (String type : classes(jar)) {
            read(Class.forName(type, false, loader), names);
          }
        }
      }
      return new KnownSettings(names, properties);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(service + ": " + e, e);
    }
  }

  /** Where it serves HTTP unless it is told otherwise. */
  String port() {
    return properties.getProperty("quarkus.http.port");
  }

  /** The rule of MicroProfile Config for environment variables. */
  static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  Set<String> variables() {
    Set<String> variables = new HashSet<>();
    names.forEach(name -> variables.add(variable(name)));
    return variables;
  }

  private static void read(Class<?> type, Set<String> names) throws ReflectiveOperationException {
    String prefix = value(type, MAPPING, "prefix");
    if (prefix != null) {
      Stream.of(type.getDeclaredMethods())
          .filter(method -> !method.isDefault())
          .forEach(method -> names.add(prefix + "." + kebab(method.getName())));
    }
    Stream<AnnotatedElement> parameters =
        Stream.concat(
                Arrays.stream(type.getDeclaredConstructors()),
                Arrays.stream(type.getDeclaredMethods()))
            .flatMap(executable -> Stream.<Parameter>of(executable.getParameters()));
    for (AnnotatedElement element :
        Stream.concat(parameters, Arrays.stream(type.getDeclaredFields())).toList()) {
      String name = value(element, PROPERTY, "name");
      if (name != null) {
        names.add(name);
      }
    }
  }

  private static String value(AnnotatedElement element, String annotation, String member)
      throws ReflectiveOperationException {
    for (Annotation found : element.getAnnotations()) {
      if (found.annotationType().getName().equals(annotation)) {
        Method method = found.annotationType().getMethod(member);
        return (String) method.invoke(found);
      }
    }
    return null;
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static List<Path> jars(Path app) {
    try (Stream<Path> files = Files.walk(app)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("io/oneiros/") && name.endsWith(".class"))
          .filter(name -> !name.contains("$") && !name.contains("_") && !name.contains("-info"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
