package io.trellis.platform.archive;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Defining;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A company at work, at random: people write, throw away, take back, and the administrator changes what records look like. */
final class Activity {
    private static final List<String> TEXTS =
            List.of("x", "拜访 \"A\" \\ \n\t", "\ud83d\ude00é", "{\"a\":1}", "a'b%_", "\u2028 ", "S-0007");

    private final ArchiveWorld world;
    private final String tenant;
    private final Random random;
    private final List<String> boxes = new ArrayList<>();
    private int field;

    Activity(ArchiveWorld world, String tenant, long seed) {
        this.world = world;
        this.tenant = tenant;
        this.random = new Random(seed);
    }

    Activity run(int steps) {
        List<Actor> people =
                List.of(world.actor(tenant, "admin"), world.actor(tenant, "ann"), world.actor(tenant, "bob"));
        for (int i = 0; i < steps; i++) {
            try {
                step(people.get(random.nextInt(people.size())));
            } catch (ProblemException refused) {
                // not theirs, taken, or gone: as it happens
            }
        }
        return this;
    }

    private void step(Actor actor) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 ->
                boxes.add(world.records.create(actor, "box", box()).id());
            case 6, 7, 8, 9 -> world.records.update(actor, "box", any(), box(), null);
            case 10, 11 -> world.records.create(actor, "slip", slip());
            case 12, 13 -> world.records.delete(actor, "box", any(), null);
            case 14 -> world.records.restore(actor, "box", any());
            case 15 -> world.records.purge(actor, "box", any());
            case 16, 17 -> world.records.create(actor, "slip", slip());
            case 18 ->
                Defining.putField(
                        world.context,
                        world.system(tenant),
                        "box",
                        "extra" + field++,
                        "{\"type\":\"text\",\"max\":30}");
            default -> {
                if (field > 0) {
                    Defining.removeField(world.context, world.system(tenant), "box", "extra" + random.nextInt(field));
                }
            }
        }
    }

    private String any() {
        return boxes.isEmpty() ? "box_none" : boxes.get(random.nextInt(boxes.size()));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Map<String, Object> box() {
        var values = new LinkedHashMap<String, Object>();
        values.put("title", text());
        maybe(values, "code", "C" + random.nextInt(200));
        maybe(values, "shelf", "s" + random.nextInt(9));
        maybe(values, "place", (long) random.nextInt(9));
        maybe(values, "price", new BigDecimal(random.nextInt(100_000)).movePointLeft(2));
        maybe(values, "due", "2026-0" + (1 + random.nextInt(9)) + "-11");
        maybe(values, "seen", "2026-03-01T08:00:00." + (100 + random.nextInt(900)) + "Z");
        maybe(values, "open", random.nextBoolean());
        maybe(values, "labels", List.of("l" + random.nextInt(4), text()));
        maybe(values, "where", Map.of("city", text(), "street", "1 \u4e2d"));
        maybe(values, "old", text());
        if (!boxes.isEmpty() && random.nextInt(4) == 0) {
            values.put("inside", any());
        }
        return values;
    }

    private void maybe(Map<String, Object> values, String name, Object value) {
        if (random.nextInt(3) > 0) {
            values.put(name, value);
        }
    }

    private Map<String, Object> slip() {
        var values = new LinkedHashMap<String, Object>();
        values.put("note", text().repeat(1 + random.nextInt(50)));
        if (!boxes.isEmpty()) {
            values.put("box", any());
        }
        return values;
    }
}
