package io.trellis.platform.archive;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.SigningIn;
import io.trellis.platform.cluster.TenantMemories;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.publish.Defining;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantGate;
import io.trellis.platform.telemetry.Telemetry;
import io.trellis.platform.tenant.RegistryGate;
import io.trellis.platform.tenant.Tenants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The kernel over a store of its own, wired as in the server except the web, with tenants made as people make them. */
final class ArchiveWorld implements AutoCloseable {
    static final String PASSWORD = "open-Sesame-1";

    final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final RecordStore store;
    final BlobStore blobs;
    final RecordService records;
    final Access access;
    final Tenants tenants;
    final Catalogs catalogs;
    final TenantMemories memories;
    final RegistryGate gate;
    final TenantArchives archives;

    ArchiveWorld(Path home) {
        this(home, "");
    }

    /** @param url of a database; empty for a file in the folder */
    ArchiveWorld(Path home, String url) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "trellis.store.url",
                                url,
                                "trellis.home",
                                home.toString(),
                                "trellis.store.durability",
                                "NORMAL",
                                "trellis.demo",
                                "false")));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(Telemetry.class, () -> Telemetry.NONE);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.scan(
                "io.trellis.platform.access",
                "io.trellis.platform.audit",
                "io.trellis.platform.cluster",
                "io.trellis.platform.lease",
                "io.trellis.platform.publish",
                "io.trellis.platform.query",
                "io.trellis.platform.record",
                "io.trellis.platform.store",
                "io.trellis.platform.tenant");
        context.refresh();
        store = context.getBean(RecordStore.class);
        records = context.getBean(RecordService.class);
        access = context.getBean(Access.class);
        tenants = context.getBean(Tenants.class);
        catalogs = context.getBean(Catalogs.class);
        memories = context.getBean(TenantMemories.class);
        gate = (RegistryGate) context.getBean(TenantGate.class);
        blobs = context.getBean(BlobStore.class);
        archives = new TenantArchives(store, blobs, catalogs);
    }

    /** A tenant with objects of its own, a role that sees half of them, and two people beside the administrator. */
    void make(String tenant) {
        tenants.create(tenant, Map.of("zh-CN", "公司", "en-US", "Company"), "admin", PASSWORD);
        Actor system = system(tenant);
        Defining.put(context, system, "objects", "box", """
                {"name":"box","prefix":"box","label":{"en-US":"Box"},"nameField":"title","uniques":[["shelf","place"]],"fields":[
                {"name":"title","type":"text","required":true,"max":60},
                {"name":"code","type":"text","max":20,"unique":true},
                {"name":"number","type":"autoNumber","format":"B-{0000}"},
                {"name":"shelf","type":"text","max":20},{"name":"place","type":"integer"},
                {"name":"price","type":"decimal","scale":2},{"name":"due","type":"date"},{"name":"seen","type":"datetime"},
                {"name":"open","type":"boolean"},{"name":"labels","type":"tags"},{"name":"where","type":"address"},
                {"name":"inside","type":"lookup","target":"box"},
                {"name":"twice","type":"formula","returns":"decimal","scale":2,"expression":"price * 2"},
                {"name":"old","type":"text","max":40}]}""");
        Defining.put(context, system, "objects", "slip", """
                {"name":"slip","prefix":"slp","label":{"en-US":"Slip"},"nameField":"number","fields":[
                {"name":"number","type":"autoNumber","format":"S-{0000}","gapless":true},
                {"name":"box","type":"lookup","target":"box"},{"name":"note","type":"longText"}]}""");
        Defining.put(context, system, "permission-sets", "packer", """
                {"name":"packer","label":{"en-US":"Packer"},"objects":{
                "box":{"create":true,"read":"own","edit":"own","delete":"own"},
                "slip":{"create":true,"read":"all","edit":"own","delete":"none"},
                "user":{"create":false,"read":"all","edit":"none","delete":"none"}},
                "fields":{"box.price":{"read":false,"edit":false}}}""");
        Defining.put(context, system, "roles", "packer", """
                {"name":"packer","label":{"en-US":"Packer"},"permissionSets":["packer"]}""");
        user(tenant, "ann");
        user(tenant, "bob");
    }

    private void user(String tenant, String name) {
        var values = new LinkedHashMap<String, Object>();
        values.put("username", name);
        values.put("name", "Mr " + name);
        values.put("active", true);
        values.put("roles", List.of("packer"));
        String id = records.create(system(tenant), "user", values).id();
        access.setPassword(tenant, id, PASSWORD);
    }

    /** A file as a record's attachments are, with its bytes. */
    void file(String tenant, String id, byte[] bytes) {
        String json =
                "{\"id\":\"%s\",\"name\":\"a.bin\",\"type\":\"application/octet-stream\",\"size\":%d,\"record\":\"box_1\"}"
                        .formatted(id, bytes.length);
        store.system()
                .write(tenant, List.of(new SystemStore.Put("file", id, -1, json.getBytes(StandardCharsets.UTF_8))));
        try {
            blobs.put(tenant, blob(id), new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String blob(String id) {
        return "files/" + id.substring(id.length() - 2) + "/" + id;
    }

    byte[] bytes(String tenant, String id) {
        try (InputStream in = blobs.open(tenant, blob(id), 0, -1).orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Actor system(String tenant) {
        return access.systemActor(tenant, "test");
    }

    Actor actor(String tenant, String username) {
        Map<String, String> ids = new HashMap<>();
        records.list(system(tenant), "user", io.trellis.platform.query.ListRequest.of(null, 50))
                .records()
                .forEach(user -> ids.put(user.text("username"), user.id()));
        return access.findActor(tenant, ids.get(username), "api").orElseThrow();
    }

    /** @return null when the person is in */
    String signInRefusal(String tenant, String username) {
        return SigningIn.refusal(context, tenant, username, PASSWORD);
    }

    @Override
    public void close() {
        context.close();
    }
}
