package io.trellis.platform.store.mongo;

import io.trellis.platform.store.mongo.standin.StandInMongo;
import java.util.concurrent.atomic.AtomicInteger;

/** The server that tests of this adapter run on: a real one where there is one, the stand-in otherwise. */
public final class TestMongo {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static StandInMongo standIn;

    private TestMongo() {}

    /** The address of a database nobody else uses, on the stand-in all tests of this process share. */
    public static synchronized String freshUri() {
        if (standIn == null) {
            standIn = StandInMongo.start(0);
        }
        return standIn.uri("test" + DATABASES.incrementAndGet());
    }
}
