package io.trellis.server;

import io.trellis.platform.archive.command.Commands;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the product: one process, embedded stores under {@code ./data} unless told otherwise. Called with the name of a command, such as
 * {@code backup}, it runs that and ends.
 */
@SpringBootApplication(scanBasePackages = "io.trellis")
public class TrellisServer {
    public static void main(String[] args) {
        if (Commands.isOne(args)) {
            // Before anything logs.
            System.setProperty("logback.configurationFile", "commands-logback.xml");
            System.exit(Commands.run(args, utf8(FileDescriptor.out), utf8(FileDescriptor.err), System.getenv()));
        }
        SpringApplication.run(TrellisServer.class, args);
    }

    /** Chinese texts come out right whatever the machine thinks its language is. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
