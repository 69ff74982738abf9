package io.trellis.apps.scenario;

import io.trellis.apps.PackageFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Plays every scenario of every package on the platform with its real store. */
class ScenarioTest {
    private static final AtomicInteger TENANTS = new AtomicInteger();

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;

    /** The platform and the apps, without what the server module adds. */
    @SpringBootApplication(scanBasePackages = "io.trellis")
    static class Platform {}

    @BeforeAll
    static void start() {
        platform = new SpringApplication(Platform.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--trellis.home=" + home,
                        "--trellis.demo=false",
                        "--trellis.admin-token=scenario-operator",
                        "--spring.web.resources.add-mappings=false",
                        "--logging.level.root=WARN");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @TestFactory
    Stream<DynamicTest> everyPromiseHolds() {
        String url = "http://127.0.0.1:"
                + ((WebServerApplicationContext) platform).getWebServer().getPort();
        return PackageFiles.scenarios()
                .map(Scenario::read)
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.name(),
                        () -> scenario.play(new HttpWorld(
                                url,
                                "scenario" + TENANTS.incrementAndGet(),
                                "scenario-operator",
                                List.of("base", "sales")))));
    }
}
