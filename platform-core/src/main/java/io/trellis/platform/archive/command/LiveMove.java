package io.trellis.platform.archive.command;

import io.trellis.platform.archive.Difference;
import io.trellis.platform.archive.Exchange;
import io.trellis.platform.archive.TenantArchives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Moves a tenant out of a running server. Most of it is copied while people go on working; then the tenant is made read-only, and what has
 * changed meanwhile is copied and all compared.
 */
final class LiveMove {
    private final ServerCall server;
    private final TenantArchives target;
    private final Console console;

    LiveMove(ServerCall server, TenantArchives target, Console console) {
        this.server = server;
        this.target = target;
        this.console = console;
    }

    /** Where it fails, the tenant may be written to again; where it is killed, the same command goes on. */
    List<Difference> run(String tenant, boolean replace) {
        Path file = temporary();
        try {
            console.warn("copying while " + tenant + " is in use");
            server.backup(tenant, file, true);
            target.prepare(file, replace, console.progress());
            console.warn(tenant + " is read-only from now on; copying what has changed");
            server.state(tenant, "readOnly");
            boolean moved = false;
            try {
                server.backup(tenant, file, true);
                List<Difference> parts = target.restore(file, null, replace, Exchange.NOBODY, console.progress());
                moved = true;
                return parts;
            } finally {
                if (!moved) {
                    server.state(tenant, "open");
                    console.warn(tenant + " may be written to again");
                }
            }
        } finally {
            remove(file);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("trellis-move", ".trellis");
        } catch (IOException failure) {
            throw new UncheckedIOException("There is no room for a temporary file", failure);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftBehind) {
            // a temporary file
        }
    }
}
