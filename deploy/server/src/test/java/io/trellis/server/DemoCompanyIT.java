package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Year;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The demo company of a first start is there, belongs to its people and opens in every list the packages offer. */
class DemoCompanyIT {
    private static final TestServer SERVER = TestServer.shared();

    @ParameterizedTest
    @ValueSource(strings = {"admin", "manager", "seller", "seller2", "auditor"})
    void everyListOfEveryPackageOpens(String username) {
        Api api = SERVER.as(username);
        JsonNode catalog = api.get("/meta/catalog").expect(200);
        Set<String> readable = new HashSet<>();
        catalog.path("objects").forEach(object -> object.path("fields")
                .forEach(field -> readable.add(object.path("name").asString() + "."
                        + field.path("name").asString())));
        assertThat(catalog.path("views")).isNotEmpty();
        for (JsonNode view : catalog.path("views")) {
            String object = view.path("object").asString();
            StringBuilder fields = new StringBuilder();
            for (JsonNode column : view.path("columns")) {
                if (readable.contains(object + "." + column.asString())) {
                    fields.append(fields.isEmpty() ? "" : ",").append(column.asString());
                }
            }
            Api.Answer page = api.get("/records/" + object + "?size=50&count=true&fields=" + fields + "&filter="
                    + Api.encode(view.path("filter").asString("")) + "&sort="
                    + Api.encode(view.path("sort").asString("")));
            assertThat(page.status())
                    .as(object + "." + view.path("name") + " " + page.text())
                    .isEqualTo(200);
        }
    }

    @Test
    void eachSeesWhatIsTheirs() {
        for (String object : List.of("account", "opportunity", "order", "lead", "activity")) {
            long seller = total("seller", object);
            long manager = total("manager", object);
            assertThat(seller).as(object).isGreaterThan(15);
            assertThat(total("seller2", object)).as(object).isGreaterThan(15);
            assertThat(manager).as(object).isGreaterThan(seller);
            assertThat(total("auditor", object)).as(object).isGreaterThan(manager);
        }
    }

    @Test
    void sellersDoNotSeeWhatProductsCost() {
        assertThat(SERVER.as("seller")
                        .get("/records/product?size=1")
                        .expect(200)
                        .path("records")
                        .get(0)
                        .has("cost"))
                .isFalse();
        assertThat(SERVER.as("manager")
                        .get("/records/product?size=1")
                        .expect(200)
                        .path("records")
                        .get(0)
                        .has("cost"))
                .isTrue();
    }

    @Test
    void theYearsOrdersAddUpToTheirLines() {
        assertThat(sum("orderLine", "amount"))
                .isEqualByComparingTo(sum("order", "amount"))
                .isPositive();
    }

    private static long total(String username, String object) {
        return SERVER.as(username)
                .get("/records/" + object + "?size=1&count=true")
                .expect(200)
                .path("total")
                .asLong();
    }

    /** Of the demo's 1,500 orders, which have the first numbers: other tests of the run add records too. */
    private static BigDecimal sum(String object, String field) {
        String number = object.equals("order") ? "number" : "order.number";
        return SERVER.as("auditor")
                .post(
                        "/records/" + object + "/aggregate",
                        Map.of(
                                "filter",
                                number + " <= 'SO-" + Year.now(ZoneId.of("Asia/Shanghai")) + "-01500'",
                                "measures",
                                List.of(Map.of("function", "sum", "field", field, "as", "sum"))))
                .expect(200)
                .path("rows")
                .get(0)
                .path("sum")
                .decimalValue();
    }
}
