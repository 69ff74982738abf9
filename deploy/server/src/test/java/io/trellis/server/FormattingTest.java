package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The formatter decides layout. It runs here, under the project's JDK, because Maven itself may run on an older one whose
 * parser doesn't know the language level; {@code spotless:apply} puts right what this test finds.
 */
class FormattingTest {
    @Test
    void everyJavaFileIsFormatted() throws Exception {
        JavaFormatterOptions options = JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build();
        Formatter formatter = Formatter.createFormatter(options);
        List<String> different = new ArrayList<>();
        for (Path file : SourceTree.files("", ".java")) {
            if (file.startsWith(SourceTree.root().resolve("deploy/bench"))) {
                continue; // compact source files, run by `java File.java`
            }
            String source = SourceTree.read(file);
            String ordered =
                    RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(source, options.style()));
            if (!formatter.formatSource(ordered).equals(source)) {
                different.add(SourceTree.root().relativize(file).toString());
            }
        }
        assertThat(different).as("run `./mvnw spotless:apply`").isEmpty();
    }
}
