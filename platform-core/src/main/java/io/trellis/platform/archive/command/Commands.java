package io.trellis.platform.archive.command;

import io.trellis.platform.archive.Difference;
import io.trellis.platform.archive.Exchange;
import io.trellis.platform.archive.TenantArchives;
import io.trellis.platform.archive.command.Arguments.Misuse;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.tenant.TenantRegistry;
import io.trellis.platform.tenant.TenantState;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the commands; see {@code trellis help}. */
public final class Commands {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int MISUSED = 2;

    private static final String FOLDER = "folder";
    private static final Set<String> NAMES =
            Set.of("backup", "verify", "restore", "move", "check", "release", "tenants", "rebuild", "help");
    private static final String HELP = """
            trellis backup  --tenant NAME --to FILE [--without-passwords]    a whole tenant into one file
            trellis verify  --file FILE                                      reads an archive from end to end
            trellis restore --from FILE [--tenant NAME] [--replace]          a tenant out of a file; goes on where it was stopped
            trellis move    --tenant NAME --from PLACE --to PLACE [--replace]  into another store; read-only in the old one afterwards
            trellis check   --tenant NAME --from PLACE|FILE --to PLACE       are the two the same?
            trellis release --tenant NAME                                    takes read-only back
            trellis tenants                                                  which there are
            trellis rebuild --tenant NAME --server http://HOST:PORT [--dry-run]  computes formulas and roll-ups anew, counts differences

            A PLACE is a data folder that no server is running on, or a database: mongodb://…, with its files as TRELLIS_FILES says.
            Commands without one work on --home FOLDER or --store mongodb://…, else on what TRELLIS_STORE and TRELLIS_HOME say.
            Where a server is running on a folder, --server http://HOST:PORT asks it to do backup, restore and release, and move
            takes its address for --from; the installation's token is in TRELLIS_ADMIN_TOKEN.
            Exit: 0 done, 1 refused or different, 2 not understood.""";

    private final Console console;
    private final Map<String, String> environment;

    private Commands(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.console = new Console(out, err, Language.of(environment));
        this.environment = environment;
    }

    /** Whether the program was called to run a command, rather than the server. */
    public static boolean isOne(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /** @return the process's exit code */
    public static int run(String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
        var commands = new Commands(out, err, environment);
        try {
            return commands.run(arguments);
        } catch (Misuse misuse) {
            commands.console.warn(misuse.getMessage() + " See: trellis help");
            return MISUSED;
        } catch (ProblemException refused) {
            commands.console.refuse(refused);
            return REFUSED;
        } catch (IllegalStateException | UncheckedIOException failure) {
            commands.console.warn(failure.getMessage());
            return REFUSED;
        }
    }

    private int run(String[] arguments) {
        Set<String> flags = Set.of("replace", "without-passwords", "dry-run");
        var given = new Arguments(arguments, Set.of("tenant", "from", "to", "file", "home", "store", "server"), flags);
        return switch (arguments[0]) {
            case "backup" -> backup(given);
            case "verify" -> {
                console.show(TenantArchives.verify(Path.of(given.get("file"))));
                yield DONE;
            }
            case "restore" -> restore(given);
            case "move" -> move(given);
            case "check" -> check(given);
            case "release" -> release(given);
            case "tenants" -> tenants(given);
            case "rebuild" -> rebuild(given);
            default -> {
                console.say(HELP);
                yield DONE;
            }
        };
    }

    /** The installation that is meant where none is named: what the environment says, as for the server. */
    private Place own(Arguments given, boolean make) {
        String home = given.find("home").orElse(environment.getOrDefault("TRELLIS_HOME", "./data"));
        String store =
                given.find("store").orElse(given.has("home") ? "" : environment.getOrDefault("TRELLIS_STORE", ""));
        String files = environment.getOrDefault("TRELLIS_FILES", FOLDER);
        return Place.open(store.isBlank() ? home : store, home, files, make);
    }

    private Place place(String where, boolean make) {
        return Place.open(where, environment.getOrDefault("TRELLIS_HOME", "./data"), FOLDER, make);
    }

    /** Nodes that run on a database remember its tenants, and only one of them can tell the others. */
    private static void requireNobodyReplaced(Place place, Arguments given) {
        if (given.has("replace") && place.store().shared()) {
            throw new Misuse("A tenant of a database is replaced through a server that runs on it: --server http://….");
        }
    }

    private ServerCall server(Arguments given) {
        return new ServerCall(given.get("server"), environment.getOrDefault("TRELLIS_ADMIN_TOKEN", ""), console);
    }

    private int backup(Arguments given) {
        Path file = Path.of(given.get("to"));
        boolean credentials = !given.has("without-passwords");
        if (given.has("server")) {
            server(given).backup(given.get("tenant"), file, credentials);
            console.show(TenantArchives.verify(file));
            return DONE;
        }
        try (Place place = own(given, false)) {
            console.show(place.archives().backup(given.get("tenant"), file, credentials, console.progress()));
        }
        return DONE;
    }

    private int restore(Arguments given) {
        Path file = Path.of(given.get("from"));
        String tenant = given.find("tenant").orElse(null);
        if (given.has("server")) {
            String name = tenant == null ? TenantArchives.describe(file).tenant() : tenant;
            server(given).restore(name, file, given.has("replace"));
            return DONE;
        }
        try (Place place = own(given, true)) {
            requireNobodyReplaced(place, given);
            var parts =
                    place.archives().restore(file, tenant, given.has("replace"), Exchange.NOBODY, console.progress());
            return console.show(parts) ? DONE : REFUSED;
        }
    }

    private int move(Arguments given) {
        String tenant = given.get("tenant");
        String from = given.get("from");
        List<Difference> parts;
        try (Place to = place(given.get("to"), true)) {
            requireNobodyReplaced(to, given);
            if (from.startsWith("http")) {
                var server = new ServerCall(from, environment.getOrDefault("TRELLIS_ADMIN_TOKEN", ""), console);
                parts = new LiveMove(server, to.archives(), console).run(tenant, given.has("replace"));
            } else {
                try (Place source = place(from, false)) {
                    parts = source.archives().move(tenant, to.archives(), given.has("replace"), console.progress());
                }
            }
        }
        boolean equal = console.show(parts);
        console.say("Tenant " + tenant + " is in " + shown(given.get("to")) + " now. In " + shown(from)
                + " it stays as it was, read-only; trellis release takes that back.");
        return equal ? DONE : REFUSED;
    }

    /** An address without the password in it. */
    private static String shown(String place) {
        return place.replaceAll("//[^/@]*@", "//…@");
    }

    private int check(Arguments given) {
        String tenant = given.get("tenant");
        String from = given.get("from");
        try (Place to = place(given.get("to"), false)) {
            boolean equal;
            if (Files.isRegularFile(Path.of(from))) {
                equal = console.show(to.archives().compare(tenant, Path.of(from), console.progress()));
            } else {
                try (Place first = place(from, false)) {
                    equal = console.show(first.archives().compare(tenant, to.archives(), console.progress()));
                }
            }
            return equal ? DONE : REFUSED;
        }
    }

    private int release(Arguments given) {
        String tenant = given.get("tenant");
        if (given.has("server")) {
            server(given).state(tenant, "open");
        } else {
            try (Place place = own(given, false)) {
                var registry = new TenantRegistry(place.store().system());
                registry.write(registry.find(tenant)
                        .orElseThrow(() -> ProblemException.notFound("tenant", tenant))
                        .with(TenantState.OPEN));
            }
        }
        console.say("Tenant " + tenant + " may be written to again.");
        return DONE;
    }

    private int rebuild(Arguments given) {
        boolean dryRun = given.has("dry-run");
        long differences = server(given).rebuild(given.get("tenant"), dryRun);
        return dryRun && differences > 0 ? REFUSED : DONE;
    }

    private int tenants(Arguments given) {
        try (Place place = own(given, false)) {
            new TenantRegistry(place.store().system())
                    .list()
                    .forEach(entry -> console.say(
                            entry.name() + " " + (entry.ready() ? entry.state().text() : "unfinished")));
        }
        return DONE;
    }
}
