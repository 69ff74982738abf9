package io.trellis.platform.archive.command;

import io.trellis.platform.archive.TenantArchives;
import io.trellis.platform.archive.command.Arguments.Misuse;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.RecordStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The stores of an installation that a command works on, opened by the product's own configuration and the same environment: a data folder
 * that no server is using, or a database. Closing lets go of them.
 */
final class Place implements AutoCloseable {
    private static final String FILE = "trellis.db";

    private final AnnotationConfigApplicationContext context;

    private Place(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    static boolean isDatabase(String where) {
        return where.startsWith("mongodb:") || where.startsWith("mongodb+srv:");
    }

    /**
     * @param where a data folder, or the address of a database
     * @param home data folder of a database's installation, where its files are unless they are elsewhere
     * @param files where the files of a data folder's installation are, as TRELLIS_FILES says it; a database's are where that says
     * @param make whether a new store may be made there
     * @throws IllegalStateException in a sentence, when it can't be opened
     */
    static Place open(String where, String home, String files, boolean make) {
        boolean database = isDatabase(where);
        if (!database && where.contains("://")) {
            throw new Misuse("\"" + where + "\" is neither a data folder nor a database's address.");
        }
        if (!database && !make && !Files.isRegularFile(Path.of(where, FILE))) {
            throw new Misuse("There is no Trellis store in " + Path.of(where).toAbsolutePath() + ".");
        }
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "command",
                        database
                                ? Map.of("trellis.store.url", where, "trellis.home", home)
                                : Map.of("trellis.store.url", "", "trellis.home", where, "trellis.files", files)));
        context.scan("io.trellis.platform.store");
        try {
            context.refresh();
        } catch (BeanCreationException failure) {
            context.close();
            throw failure.getMostSpecificCause() instanceof IllegalStateException sentence ? sentence : failure;
        }
        return new Place(context);
    }

    RecordStore store() {
        return context.getBean(RecordStore.class);
    }

    TenantArchives archives() {
        return TenantArchives.of(store(), context.getBean(BlobStore.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
