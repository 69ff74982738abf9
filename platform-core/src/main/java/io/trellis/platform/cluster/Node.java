package io.trellis.platform.cluster;

import io.trellis.platform.store.RecordStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** This process among the others. */
@Component
public final class Node {
    private final String name;
    private final String watch;

    /**
     * @param name what the node is called in logs and notices; by default the host's name. Made unique, since two processes of one name
     *     must not take each other's notices for their own
     * @param watch {@code auto}: look at what other nodes do where the store can be shared; {@code true}, {@code false}: always, never
     */
    Node(@Value("${trellis.node:}") String name, @Value("${trellis.cluster.watch:auto}") String watch) {
        this.name = (name.isBlank() ? host() : name.strip()) + "-"
                + Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36), 36);
        this.watch = watch;
    }

    public String name() {
        return name;
    }

    /** Whether there may be other nodes over this store. */
    boolean shares(RecordStore store) {
        return switch (watch) {
            case "auto" -> store.shared();
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("trellis.cluster.watch is auto, true or false, not " + watch);
        };
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }
}
