package io.trellis.platform.tenant;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Packages;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * On a first start makes the demo tenant, telling the console what it is doing; on every start prints where to go and how to
 * sign in. Its passwords are known to the world, so they exist in this tenant only.
 */
@Component
final class DemoTenant implements ApplicationRunner {
    static final String NAME = "demo";
    /** The demo company's people that may sign in, for the sign-in page and the console. */
    static final List<SignInOption> SIGN_INS = List.of(
            new SignInOption("admin", Map.of("zh-CN", "系统管理员", "en-US", "Administrator")),
            new SignInOption("manager", Map.of("zh-CN", "销售经理", "en-US", "Sales manager")),
            new SignInOption("seller", Map.of("zh-CN", "销售代表", "en-US", "Seller")),
            new SignInOption("seller2", Map.of("zh-CN", "销售代表（另一位）", "en-US", "Another seller")),
            new SignInOption("auditor", Map.of("zh-CN", "只读审计员", "en-US", "Read-only auditor")));

    private static final String PASSWORD = "trellis-demo";

    private final Tenants tenants;
    private final Packages packages;
    private final Access access;
    private final ObjectProvider<DemoData> data;
    private final ApplicationContext context;
    private final boolean wanted;

    record SignInOption(String username, Map<String, String> label) {}

    DemoTenant(
            Tenants tenants,
            Packages packages,
            Access access,
            ObjectProvider<DemoData> data,
            ApplicationContext context,
            @Value("${trellis.demo:true}") boolean wanted) {
        this.tenants = tenants;
        this.packages = packages;
        this.access = access;
        this.data = data;
        this.context = context;
        this.wanted = wanted;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        boolean present = tenants.find(NAME).isPresent();
        if (wanted && !present) {
            makeUnlessAnotherNodeDoes();
            present = true;
        }
        say("");
        say("Trellis is ready: " + address());
        if (present) {
            say("Sign in to tenant \"" + NAME + "\" as "
                    + String.join(
                            ", ", SIGN_INS.stream().map(SignInOption::username).toList())
                    + "; the password is " + PASSWORD);
        }
        say("");
    }

    private void makeUnlessAnotherNodeDoes() {
        boolean told = false;
        while (tenants.find(NAME).isEmpty()) {
            try {
                make();
            } catch (ProblemException taken) {
                if (!taken.code().equals(Tenants.BEING_MADE) && !taken.code().equals("TENANT_EXISTS")) {
                    throw taken;
                }
                if (!told) {
                    say("Another node is making the tenant \"" + NAME + "\"; waiting for it.");
                    told = true;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for another node", stopped);
        }
    }

    private void make() {
        long start = System.currentTimeMillis();
        Map<String, String> label = Map.of("zh-CN", "演示公司", "en-US", "Demo company");
        tenants.create(new Tenants.Plan(NAME, label, true, "admin", PASSWORD, actor -> {
            say("This is the first start: making the tenant \"" + NAME + "\".");
            for (Packages.PackageState available : packages.list(actor)) {
                if (available.state().equals("available")) {
                    say("Installing package " + available.name() + " " + available.version() + ".");
                    packages.install(actor, List.of(available.name()));
                }
            }
            data.orderedStream().forEach(company -> {
                say("Loading the demo company.");
                company.load(new Context(access.systemActor(NAME, NAME)));
            });
        }));
        say("The demo tenant is ready after " + (System.currentTimeMillis() - start) / 1000 + " s.");
    }

    private String address() {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            String host = context.getEnvironment().getProperty("server.address", "127.0.0.1");
            return "http://" + host + ":" + web.getWebServer().getPort();
        }
        return "(no web server)";
    }

    /** For whoever watches the start, hence not the log. */
    private static void say(String sentence) {
        System.out.println(sentence);
        System.out.flush();
    }

    private final class Context implements DemoContext {
        private final Actor actor;

        Context(Actor actor) {
            this.actor = actor;
        }

        @Override
        public String tenant() {
            return NAME;
        }

        @Override
        public Actor actor() {
            return actor;
        }

        @Override
        public Actor actorOf(String userId) {
            return access.findActor(NAME, userId, actor.via())
                    .orElseThrow(() -> ProblemException.notFound("user", userId));
        }

        @Override
        public void setPassword(String userId, String password) {
            access.setPassword(NAME, userId, password);
        }

        @Override
        public void say(String sentence) {
            DemoTenant.say(sentence);
        }
    }
}
