package io.oneiros.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.oneiros.processes.Checkout;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies point one way; see docs/architecture.md, "The rooms". */
class ArchitectureTest {
  private static final String CONTRACT = "io.oneiros.contract..";
  private static final String CANVAS = "io.oneiros.canvas..";
  private static final String ENGINE = "io.oneiros.engine..";
  private static final String PROCESSES = "io.oneiros.processes..";

  @Test
  void contractKnowsJavaAndJacksonOnly() {
    check("octave-scheduler/contract", onlyUses("java..", "com.fasterxml.jackson..", CONTRACT));
  }

  @Test
  void processesKnowJavaOnly() {
    // The second is the JDK's too.
    check("deploy/standalone/processes", onlyUses("java..", "com.sun.management..", PROCESSES));
  }

  @Test
  void engineKnowsItsLibrariesOnly() {
    check(
        "dream-worker/engine",
        onlyUses(
            "java..",
            "ai.djl..",
            "com.sun.jna..",
            "com.google.gson..",
            "com.google.flatbuffers..",
            "com.google.protobuf..",
            "org.apache.commons.compress..",
            "org.jtransforms..",
            "org.slf4j..",
            ENGINE));
  }

  @Test
  void networkFilesAreReadWithoutTorch() {
    check(
        "dream-worker/engine",
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.oneiros.engine.graph..",
                "io.oneiros.engine.onnx..",
                "io.oneiros.engine.tflite..",
                "io.oneiros.engine.zoo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl.."));
  }

  /** DJL frees the number before the way back has read it: gradients go wrong now and then. */
  @ParameterizedTest
  @CsvSource({"mul", "div", "pow"})
  void nothingIsDifferentiatedThroughAJavaNumber(String operation) {
    String number = Number.class.getName();
    check(
        "dream-worker/engine",
        noClasses()
            .should()
            .callMethod("ai.djl.ndarray.NDArray", operation, number)
            .orShould()
            .callMethod("ai.djl.pytorch.engine.PtNDArray", operation, number));
  }

  @ParameterizedTest
  @CsvSource({
    "octave-scheduler/traces, io.oneiros.contract",
    "storage/canvas, io.oneiros.contract",
    "octave-scheduler/catalog, io.oneiros.contract io.oneiros.engine",
    "gateway, io.oneiros.contract io.oneiros.traces io.oneiros.canvas io.oneiros.engine io.oneiros.catalog",
    "octave-scheduler, io.oneiros.contract io.oneiros.traces io.oneiros.canvas io.oneiros.engine io.oneiros.catalog",
    "dream-worker, io.oneiros.contract io.oneiros.traces io.oneiros.canvas io.oneiros.engine",
    "storage, io.oneiros.contract io.oneiros.traces io.oneiros.canvas",
    "deploy/standalone, io.oneiros.contract io.oneiros.canvas io.oneiros.engine io.oneiros.catalog io.oneiros.processes",
    "deploy/standalone/broker, ''",
    "deploy/standalone/objects, ''"
  })
  void roomKnowsOnlyTheRoomsItMay(String module, String rooms) {
    JavaClasses own = classesOf(module);
    String[] mayKnow =
        Stream.concat(Stream.of(rooms.split(" ")), own.stream().map(c -> c.getPackageName()))
            .filter(room -> !room.isEmpty())
            .map(room -> room + "..")
            .distinct()
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.oneiros..").and(not(resideInAnyPackage(mayKnow))))
        .check(own);
  }

  private static ArchRule onlyUses(String... packages) {
    return classes().should(onlyDependOnClassesThat(resideInAnyPackage(packages)));
  }

  private static void check(String module, ArchRule rule) {
    rule.check(classesOf(module));
  }

  private static JavaClasses classesOf(String module) {
    JavaClasses found =
        new ClassFileImporter().importPath(Checkout.root().resolve(module + "/target/classes"));
    assertThat(found.size()).as("classes of " + module).isPositive();
    return found;
  }
}
