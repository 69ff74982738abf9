package io.trellis.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the product: one process, embedded stores under {@code ./data} unless told otherwise. */
@SpringBootApplication(scanBasePackages = "io.trellis")
public class TrellisServer {
    public static void main(String[] args) {
        SpringApplication.run(TrellisServer.class, args);
    }
}
