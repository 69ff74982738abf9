package io.trellis.apps.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.apps.PackageFiles;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.field.FieldTypes;
import io.trellis.metadata.kind.Kinds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DemoCompanyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    /** Keeps what is written, with ids that say the object. */
    private static final class Notebook implements DemoWriter {
        final Map<String, List<Map<String, Object>>> written = new LinkedHashMap<>();
        final Map<String, Map<String, Object>> byId = new HashMap<>();
        final Map<String, byte[]> files = new LinkedHashMap<>();
        final List<String> attached = new ArrayList<>();

        @Override
        public List<String> create(String object, List<Map<String, Object>> records) {
            List<Map<String, Object>> all = written.computeIfAbsent(object, o -> new ArrayList<>());
            List<String> ids = new ArrayList<>();
            for (Map<String, Object> record : records) {
                String id = object + "_" + all.size();
                all.add(record);
                byId.put(id, record);
                ids.add(id);
            }
            return ids;
        }

        @Override
        public void update(String object, Map<String, Map<String, Object>> changes) {
            changes.forEach((id, values) -> {
                var changed = new LinkedHashMap<>(byId.get(id));
                changed.putAll(values);
                byId.put(id, changed);
            });
        }

        @Override
        public String upload(String object, String field, String name, byte[] content) {
            files.put(name, content);
            return "fil_%026d".formatted(files.size());
        }

        @Override
        public void attach(String object, String id, String file) {
            attached.add(id);
        }

        List<Map<String, Object>> all(String object) {
            return written.get(object);
        }
    }

    private static Notebook moveIn() {
        var notebook = new Notebook();
        new DemoCompany(TODAY).moveIn(notebook, Map.of());
        return notebook;
    }

    @Test
    void isTheSameCompanyEveryTime() {
        assertThat(moveIn().written).isEqualTo(moveIn().written);
    }

    @Test
    void hasPicturesAndPapers() throws IOException {
        Notebook notebook = moveIn();
        assertThat(notebook.attached).hasSize(3);
        assertThat(notebook.byId.values().stream().filter(record -> record.containsKey("image")))
                .hasSize(8);
        List<byte[]> pictures = notebook.files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".png"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(pictures).hasSize(8).doesNotHaveDuplicates();
        for (byte[] picture : pictures) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
            assertThat(image.getWidth()).isEqualTo(480);
            assertThat(image.getRGB(2, 2) & 0xffffff).isEqualTo(0xf4f6f5);
        }
    }

    @Test
    void hasTheSizeOfAMidSizeCompany() {
        var sizes = moveIn().written.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().size()));
        assertThat(sizes.get("user")).isBetween(25, 30);
        assertThat(sizes.get("product")).isGreaterThanOrEqualTo(60);
        assertThat(sizes.get("account")).isEqualTo(320);
        assertThat(sizes.get("contact")).isBetween(600, 900);
        assertThat(sizes.get("lead")).isEqualTo(400);
        assertThat(sizes.get("opportunity")).isEqualTo(600);
        assertThat(sizes.get("order")).isEqualTo(1500);
        assertThat(sizes.get("orderLine")).isBetween(3000, 6000);
        assertThat(sizes.get("payment")).isBetween(1300, 2500);
    }

    @Test
    void noFirmComesTwice() {
        List<Object> firms =
                moveIn().all("account").stream().map(a -> a.get("name")).toList();
        assertThat(new HashSet<>(firms)).hasSameSizeAs(firms);
    }

    @Test
    void theSignInsReportToTheManager() {
        var notebook = moveIn();
        Map<String, Map<String, Object>> people = notebook.all("user").stream()
                .collect(Collectors.toMap(u -> u.get("username").toString(), u -> u));
        assertThat(people).containsKeys("admin", "manager", "seller", "seller2", "auditor", "implementer");
        Object manager = people.get("seller").get("manager");
        assertThat(notebook.byId.get(manager.toString())).containsEntry("username", "manager");
        assertThat(people.get("seller2")).containsEntry("manager", manager);
    }

    @Test
    void everySellerHasCustomersOpenDealsAndOrders() {
        var notebook = moveIn();
        for (int i = 0; i < notebook.all("user").size(); i++) {
            String id = "user_" + i;
            if (List.of("seller", "seller2").contains(notebook.byId.get(id).get("username"))) {
                for (String object : List.of("account", "lead", "opportunity", "order", "activity")) {
                    assertThat(notebook.all(object).stream().filter(r -> id.equals(r.get("owner"))))
                            .as(object)
                            .hasSizeGreaterThan(10);
                }
            }
        }
    }

    @Test
    void ordersAddUpToTheirLinesAndAreNeverOverpaid() {
        var notebook = moveIn();
        Map<Object, BigDecimal> lines = sums(notebook.all("orderLine"), line -> money(line, "price")
                .multiply(money(line, "quantity"))
                .setScale(2, java.math.RoundingMode.HALF_UP));
        Map<Object, BigDecimal> paid = sums(notebook.all("payment"), payment -> money(payment, "amount"));
        for (int i = 0; i < notebook.all("order").size(); i++) {
            BigDecimal amount = money(notebook.byId.get("order_" + i), "amount");
            assertThat(amount).isEqualByComparingTo(lines.get("order_" + i));
            assertThat(paid.getOrDefault("order_" + i, BigDecimal.ZERO)).isLessThanOrEqualTo(amount);
        }
    }

    @Test
    void springFestivalIsQuietAndTheYearEndIsBusy() {
        var byMonth = moveIn().all("order").stream()
                .collect(Collectors.groupingBy(
                        o -> o.get("orderDate").toString().substring(0, 7), Collectors.counting()));
        assertThat(byMonth.get("2026-02")).isLessThan(byMonth.get("2026-06") / 2);
        assertThat(byMonth.get("2025-12")).isGreaterThan(byMonth.get("2026-01"));
    }

    @Test
    void everyValueIsOneItsFieldTakes() {
        var notebook = moveIn();
        List<String> problems = new ArrayList<>();
        PackageFiles.elements()
                .filter(element -> element.kind().equals("objects"))
                .forEach(element -> {
                    ObjectDefinition object = Kinds.OBJECTS
                            .read(element.document(), "test", problem -> {})
                            .orElseThrow();
                    Map<String, FieldDefinition> fields =
                            object.fields().stream().collect(Collectors.toMap(FieldDefinition::name, field -> field));
                    for (Map<String, Object> record : notebook.all(object.name())) {
                        record.forEach((name, value) -> {
                            FieldDefinition field = fields.get(name);
                            if (field == null) {
                                assertThat(name).isIn("owner", "recordType");
                            } else if (!field.type().equals("lookup")
                                    && !field.type().equals("masterDetail")) {
                                FieldTypes.find(field.type())
                                        .orElseThrow()
                                        .normalise(
                                                field, value, p -> problems.add(object.name() + "." + name + " " + p));
                            }
                        });
                        fields.values().stream()
                                .filter(field -> field.required()
                                        && field.defaultValue() == null
                                        && field.defaultExpression() == null)
                                .forEach(field -> assertThat(record).containsKey(field.name()));
                    }
                });
        assertThat(problems).isEmpty();
    }

    private static BigDecimal money(Map<String, Object> record, String field) {
        return (BigDecimal) record.get(field);
    }

    private static Map<Object, BigDecimal> sums(
            List<Map<String, Object>> records, java.util.function.Function<Map<String, Object>, BigDecimal> value) {
        Map<Object, BigDecimal> sums = new HashMap<>();
        records.forEach(record -> sums.merge(record.get("order"), value.apply(record), BigDecimal::add));
        return sums;
    }
}
