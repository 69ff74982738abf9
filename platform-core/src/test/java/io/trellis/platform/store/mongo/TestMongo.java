package io.trellis.platform.store.mongo;

import io.trellis.platform.store.mongo.standin.StandInMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The servers that tests of this adapter run on. A real one is at {@code TRELLIS_TEST_MONGODB_URI}, or started in a container where a Docker engine is there;
 * the stand-in always is.
 */
public final class TestMongo {
    private static final String IMAGE = "mongo:8.0";
    private static StandInMongo standIn;
    private static Optional<String> real;

    private TestMongo() {}

    /** The address of a database nobody else uses, on a real server where there is one. */
    public static String freshUri() {
        return realUri().orElseGet(TestMongo::standInUri);
    }

    /** The same on the stand-in, which all tests of this process share. */
    public static synchronized String standInUri() {
        if (standIn == null) {
            standIn = StandInMongo.start(0);
        }
        return standIn.uri(freshName());
    }

    /** The same on a real server; empty where there is none. */
    public static synchronized Optional<String> realUri() {
        if (real == null) {
            real = findReal();
            System.out.println(real.map(uri -> "A real MongoDB is there for tests of the store.")
                    .orElse(
                            "No real MongoDB is there for tests of the store: TRELLIS_TEST_MONGODB_URI is not set and there is no Docker engine."
                                    + " They run on the stand-in."));
        }
        return real.map(uri -> uri.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + freshName()));
    }

    private static Optional<String> findReal() {
        String given = System.getenv("TRELLIS_TEST_MONGODB_URI");
        if (given != null && !given.isBlank()) {
            return Optional.of(given);
        }
        boolean docker = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return docker ? Optional.of(Containers.start()) : Optional.empty();
    }

    private static String freshName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** Apart, so that nothing of it is loaded without an engine. */
    private static final class Containers {
        static String start() {
            var container = new MongoDBContainer(IMAGE).withReplicaSet();
            container.start(); // ends with this process
            return container.getReplicaSetUrl();
        }
    }
}
