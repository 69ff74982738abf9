package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Works in the generated screens as people do, in a real Chromium; the cases themselves are in {@code ui/e2e}. */
class BrowserIT {
    @Test
    void peopleCanWorkInTheScreens() throws Exception {
        Path ui = SourceTree.root().resolve("ui");
        Path output = Files.createTempFile("trellis-browser", ".txt");
        ProcessBuilder run = new ProcessBuilder(List.of(node(ui), "e2e/run.mjs"))
                .directory(ui.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        run.environment().put("BASE_URL", TestServer.shared().url());
        int exit = run.start().waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        System.out.println(text);
        assertThat(exit).as(text).isZero();
    }

    /** The Node that built the screens. */
    private static String node(Path ui) {
        File linked = ui.resolve(".node/node/node").toFile();
        return linked.canExecute() ? linked.getPath() : "node";
    }
}
