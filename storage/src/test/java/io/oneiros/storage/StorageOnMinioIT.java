package io.oneiros.storage;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

@QuarkusTest
@QuarkusTestResource(value = RealParts.WithMinio.class, restrictToAnnotatedClass = true)
@EnabledIf("io.oneiros.processes.RealObjects#minioOnPath")
class StorageOnMinioIT extends StorageScenario {}
