package io.trellis.apps.demo;

import io.trellis.platform.files.FileService;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.BulkOperation;
import io.trellis.platform.record.BulkResult;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.tenant.DemoContext;
import io.trellis.platform.tenant.DemoData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Moves the demo company into a new demo tenant and lets five of its people sign in. */
@Component
class DemoLoader implements DemoData {
    /** What everybody who may sign in types, as the start of the product says. */
    static final String PASSWORD = "trellis-demo";

    private static final List<String> SIGN_INS = List.of("admin", "manager", "seller", "seller2", "auditor");
    /** Rows of one commit: large enough to be quick, small enough to keep the memory flat. */
    private static final int BATCH = 500;

    private final RecordService records;
    private final FileService files;

    /** The services are asked for only when a demo tenant is made, which is once in a life. */
    DemoLoader(@Lazy RecordService records, @Lazy FileService files) {
        this.records = records;
        this.files = files;
    }

    @Override
    public void load(DemoContext context) {
        Map<String, String> users = users(context);
        var company = new DemoCompany(LocalDate.now(ZoneId.of("Asia/Shanghai")));
        company.moveIn(new Writer(context), users);
        users(context).forEach((username, id) -> {
            if (SIGN_INS.contains(username)) {
                context.setPassword(id, PASSWORD);
            }
        });
    }

    private Map<String, String> users(DemoContext context) {
        Map<String, String> ids = new HashMap<>();
        records.stream(context.actor(), "user", ListRequest.of(null, ListRequest.MAX_SIZE), user -> {
            ids.put(user.text("username"), user.id());
            return true;
        });
        return ids;
    }

    private final class Writer implements DemoWriter {
        private final DemoContext context;

        Writer(DemoContext context) {
            this.context = context;
        }

        @Override
        public List<String> create(String object, List<Map<String, Object>> rows) {
            List<String> ids = write(object, BulkOperation.CREATE, rows);
            if (rows.size() >= 300) {
                context.say("  " + rows.size() + " records of " + object);
            }
            return ids;
        }

        private List<String> write(String object, BulkOperation operation, List<Map<String, Object>> rows) {
            List<String> ids = new ArrayList<>(rows.size());
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<Map<String, Object>> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
                List<BulkResult> results = records.bulk(context.actor(), object, operation, null, batch, true);
                for (int i = 0; i < results.size(); i++) {
                    if (results.get(i).failed()) {
                        throw new IllegalStateException("Demo data of object " + object + " was refused: "
                                + results.get(i).problems() + " in " + batch.get(i));
                    }
                    ids.add(results.get(i).id());
                }
            }
            return ids;
        }

        @Override
        public void update(String object, Map<String, Map<String, Object>> changes) {
            List<Map<String, Object>> rows = new ArrayList<>();
            changes.forEach((id, values) -> {
                Map<String, Object> row = new LinkedHashMap<>(values);
                row.put("id", id);
                rows.add(row);
            });
            write(object, BulkOperation.UPDATE, rows);
        }

        @Override
        public String upload(String object, String field, String name, byte[] content) {
            try {
                return files.upload(context.actor(), object, field, name, new ByteArrayInputStream(content))
                        .id();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void attach(String object, String id, String file) {
            records.attach(context.actor(), object, id, file);
        }
    }
}
