package io.oneiros.storage;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = RealParts.WithS3Proxy.class, restrictToAnnotatedClass = true)
class StorageIT extends StorageScenario {}
