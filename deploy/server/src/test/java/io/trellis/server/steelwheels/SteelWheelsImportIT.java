package io.trellis.server.steelwheels;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole company comes in through the import, and every count and every sum is what the original has. */
class SteelWheelsImportIT {
    @TempDir
    static Path folder;

    private static SteelWheels original;
    private static Api api;
    private static Importer importer;
    private static JsonNode lines;

    @BeforeAll
    static void importTheCompany() throws Exception {
        original = new SteelWheels();
        String url = TestServer.shared().url();
        String tenant = TestServer.freshName("steelwheels");
        Api.withToken(url, "test-admin")
                .post(
                        "/tenants",
                        Map.of(
                                "name",
                                tenant,
                                "label",
                                Map.of("zh-CN", "钢轮模型", "en-US", "Steel Wheels"),
                                "adminUsername",
                                "admin",
                                "adminPassword",
                                "classic-model-cars"))
                .expect(201);
        api = Api.signIn(url, tenant, "admin", "classic-model-cars");
        installPackages();
        importer = new Importer(url, api);
        shapeTheApp();
        importOffices();
        importEmployees();
        importCustomers();
        importProducts();
        importOrders();
        importPayments();
    }

    @AfterAll
    static void close() throws Exception {
        original.close();
    }

    private static void installPackages() {
        List<String> installed = new ArrayList<>();
        for (JsonNode there : api.get("/packages").expect(200).path("packages")) {
            if (there.path("state").asString().equals("installed")) {
                installed.add(there.path("name").asString());
            }
        }
        for (String name : List.of("base", "sales")) {
            if (!installed.contains(name)) {
                assertThat(api.post("/packages", Map.of("name", name)).status()).isBetween(200, 201);
            }
        }
    }

    /** What this company has and the packages lack: two objects, some fields, some order states. */
    private static void shapeTheApp() {
        api.put("/meta/objects/office", """
                        {"name": "office", "prefix": "off", "label": {"zh-CN": "办事处", "en-US": "Office"}, "nameField": "city",
                         "fields": [
                          {"name": "city", "type": "text", "required": true, "max": 60},
                          {"name": "code", "type": "text", "max": 10, "unique": true, "externalKey": true},
                          {"name": "phone", "type": "phone"},
                          {"name": "street", "type": "text", "max": 120},
                          {"name": "country", "type": "text", "max": 60},
                          {"name": "postalCode", "type": "text", "max": 20},
                          {"name": "territory", "type": "text", "max": 20}]}
                        """).expect(201);
        api.put("/meta/objects/employee", """
                        {"name": "employee", "prefix": "emp", "label": {"zh-CN": "员工", "en-US": "Employee"}, "nameField": "lastName",
                         "fields": [
                          {"name": "lastName", "type": "text", "required": true, "max": 60},
                          {"name": "firstName", "type": "text", "max": 60},
                          {"name": "number", "type": "integer", "unique": true, "externalKey": true},
                          {"name": "extension", "type": "text", "max": 20},
                          {"name": "email", "type": "email"},
                          {"name": "jobTitle", "type": "text", "max": 60},
                          {"name": "office", "type": "lookup", "target": "office"},
                          {"name": "reportsTo", "type": "lookup", "target": "employee"}]}
                        """).expect(201);
        field("account", "salesRep", "{\"type\": \"lookup\", \"target\": \"employee\"}");
        field("account", "country", "{\"type\": \"text\", \"max\": 60}");
        field("product", "productLine", "{\"type\": \"text\", \"max\": 40}");
        field("product", "productScale", "{\"type\": \"text\", \"max\": 10}");
        field("product", "vendor", "{\"type\": \"text\", \"max\": 60}");
        field("orderLine", "lineNumber", "{\"type\": \"integer\"}");
        ObjectNode status =
                (ObjectNode) api.get("/meta/objects/order/fields/status").expect(200);
        for (String label : List.of("In Process", "On Hold", "Disputed", "Resolved")) {
            status.withArray("options")
                    .addObject()
                    .put(
                            "name",
                            label.substring(0, 1).toLowerCase()
                                    + label.substring(1).replace(" ", ""))
                    .putObject("label")
                    .put("zh-CN", label)
                    .put("en-US", label);
        }
        api.put("/meta/objects/order/fields/status", status).expect(200);
    }

    private static void field(String object, String name, String definition) {
        Api.Answer answer = api.put("/meta/objects/" + object + "/fields/" + name, definition);
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    }

    private static void importOffices() throws Exception {
        complete(
                importer.run(
                        original.csv(folder.resolve("offices.csv"), "select * from \"offices\""),
                        "office",
                        "create",
                        null,
                        Map.of(
                                "OFFICECODE", "code",
                                "CITY", "city",
                                "PHONE", "phone",
                                "ADDRESSLINE1", "street",
                                "COUNTRY", "country",
                                "POSTALCODE", "postalCode",
                                "TERRITORY", "territory")),
                "offices");
    }

    /** In two passes: an employee can name the superior only when the superior is there. */
    private static void importEmployees() throws Exception {
        Path file = original.xlsx(folder.resolve("employees.xlsx"), "select * from \"employees\"");
        complete(
                importer.run(
                        file,
                        "employee",
                        "create",
                        null,
                        Map.of(
                                "EMPLOYEENUMBER", "number",
                                "LASTNAME", "lastName",
                                "FIRSTNAME", "firstName",
                                "EXTENSION", "extension",
                                "EMAIL", "email",
                                "JOBTITLE", "jobTitle",
                                "OFFICECODE", "office:code")),
                "employees");
        JsonNode second = importer.run(
                file,
                "employee",
                "update",
                "number",
                Map.of("EMPLOYEENUMBER", "number", "REPORTSTO", "reportsTo:number"));
        assertThat(second.path("updated").asInt()).isEqualTo(23);
    }

    /** Three firms of the original have another's telephone number: they are handed back until somebody says that they are meant. */
    private static void importCustomers() throws Exception {
        Path customers = original.csv(folder.resolve("customers.csv"), "select * from \"customers\"");
        Map<String, String> mapping = Map.of(
                "CUSTOMERNUMBER", "externalId",
                "CUSTOMERNAME", "name",
                "PHONE", "phone",
                "CITY", "city",
                "COUNTRY", "country",
                "SALESREPEMPLOYEENUMBER", "salesRep:number",
                "CREDITLIMIT", "creditLimit");
        JsonNode warned = importer.run(customers, "account", "upsert", "externalId", mapping);
        assertThat(importer.errorRows(warned))
                .hasSize(3)
                .anyMatch(row -> row.contains("Tarallo Inc") && row.contains("Madison Inc"));
        JsonNode meant = importer.run(customers, "account", "upsert", "externalId", mapping, true);
        assertThat(meant.path("failed").asInt()).isZero();
        assertThat(meant.path("created").asInt()).isEqualTo(3);
        assertThat(meant.path("total").asInt())
                .isEqualTo(original.number("select count(*) from \"customers\"").intValueExact());
        complete(
                importer.run(
                        original.xlsx(
                                folder.resolve("contacts.xlsx"),
                                "select CUSTOMERNUMBER, CONTACTFIRSTNAME || ' ' || CONTACTLASTNAME as CONTACT, PHONE"
                                        + " from \"customers\""),
                        "contact",
                        "create",
                        null,
                        Map.of("CUSTOMERNUMBER", "account:externalId", "CONTACT", "name", "PHONE", "phone")),
                "customers");
    }

    private static void importProducts() throws Exception {
        complete(
                importer.run(
                        original.csv(folder.resolve("products.csv"), "select * from \"products\""),
                        "product",
                        "upsert",
                        "code",
                        Map.of(
                                "PRODUCTCODE", "code",
                                "PRODUCTNAME", "name",
                                "PRODUCTLINE", "productLine",
                                "PRODUCTSCALE", "productScale",
                                "PRODUCTVENDOR", "vendor",
                                "PRODUCTDESCRIPTION", "description",
                                "QUANTITYINSTOCK", "stock",
                                "BUYPRICE", "cost",
                                "MSRP", "listPrice")),
                "products");
    }

    private static void importOrders() throws Exception {
        complete(
                importer.run(
                        original.xlsx(folder.resolve("orders.xlsx"), "select * from \"orders\""),
                        "order",
                        "upsert",
                        "externalId",
                        Map.of(
                                "ORDERNUMBER", "externalId",
                                "ORDERDATE", "orderDate",
                                "REQUIREDDATE", "deliveryDate",
                                "SHIPPEDDATE", "shippedDate",
                                "STATUS", "status",
                                "COMMENTS", "note",
                                "CUSTOMERNUMBER", "account:externalId")),
                "orders");
        lines = importer.run(
                original.csv(folder.resolve("orderdetails.csv"), "select * from \"orderdetails\""),
                "orderLine",
                "create",
                null,
                Map.of(
                        "ORDERNUMBER", "order:externalId",
                        "PRODUCTCODE", "product:code",
                        "QUANTITYORDERED", "quantity",
                        "PRICEEACH", "price",
                        "ORDERLINENUMBER", "lineNumber"));
    }

    private static void importPayments() throws Exception {
        complete(
                importer.run(
                        original.csv(folder.resolve("payments.csv"), "select * from \"payments\""),
                        "payment",
                        "create",
                        null,
                        Map.of(
                                "CUSTOMERNUMBER", "account:externalId",
                                "CHECKNUMBER", "reference",
                                "PAYMENTDATE", "paymentDate",
                                "AMOUNT", "amount")),
                "payments");
    }

    /** Every row of the table came in and none was refused. */
    private static void complete(JsonNode job, String table) throws Exception {
        int rows = original.number("select count(*) from \"" + table + "\"").intValueExact();
        if (job.path("failed").asInt() > 0) {
            throw new AssertionError("Refused rows of " + table + ": " + importer.errorRows(job));
        }
        assertThat(job.path("created").asInt()).as(job.toString()).isEqualTo(rows);
        assertThat(job.path("total").asInt()).as(job.toString()).isEqualTo(rows);
    }

    @Test
    void everyTableHasItsCount() throws Exception {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("office", "offices");
        tables.put("employee", "employees");
        tables.put("account", "customers");
        tables.put("contact", "customers");
        tables.put("product", "products");
        tables.put("order", "orders");
        tables.put("payment", "payments");
        for (Map.Entry<String, String> table : tables.entrySet()) {
            assertThat(total(table.getKey(), "count", null))
                    .as(table.getKey())
                    .isEqualTo(original.number("select count(*) from \"" + table.getValue() + "\""));
        }
    }

    /** The original has one line of an order that does not exist; the import says so and brings in the other 3,000. */
    @Test
    void theOneOrphanLineIsReportedWithItsReason() throws Exception {
        assertThat(lines.path("total").asInt()).isEqualTo(3001);
        assertThat(lines.path("created").asInt()).isEqualTo(3000);
        assertThat(lines.path("failed").asInt()).isEqualTo(1);
        assertThat(importer.errorRows(lines))
                .singleElement()
                .asString()
                .contains("11150")
                .contains("S18_1749");
    }

    @Test
    void moneyOfCustomersIsTheSame() throws Exception {
        assertThat(total("account", "sum", "creditLimit"))
                .isEqualTo(original.number("select sum(CREDITLIMIT) from \"customers\""));
        assertThat(by("account", "country", null, "sum", "creditLimit"))
                .isEqualTo(original.numbers("select COUNTRY, sum(CREDITLIMIT) from \"customers\" group by COUNTRY"));
    }

    @Test
    void customersBelongToTheirSalesReps() throws Exception {
        assertThat(by("account", "salesRep.number", null, "count", null))
                .isEqualTo(original.numbers("select SALESREPEMPLOYEENUMBER, count(*) from \"customers\""
                        + " group by SALESREPEMPLOYEENUMBER"));
        assertThat(by("employee", "reportsTo.number", null, "count", null))
                .isEqualTo(original.numbers("select REPORTSTO, count(*) from \"employees\" group by REPORTSTO"));
        assertThat(by("employee", "office.code", null, "count", null))
                .isEqualTo(original.numbers("select OFFICECODE, count(*) from \"employees\" group by OFFICECODE"));
    }

    @Test
    void moneyOfProductsIsTheSame() throws Exception {
        for (String[] pair :
                new String[][] {{"cost", "BUYPRICE"}, {"listPrice", "MSRP"}, {"stock", "QUANTITYINSTOCK"}}) {
            assertThat(by("product", "productLine", null, "sum", pair[0]))
                    .isEqualTo(original.numbers(
                            "select PRODUCTLINE, sum(" + pair[1] + ") from \"products\" group by PRODUCTLINE"));
        }
    }

    @Test
    void ordersFallIntoTheSameMonthsStatesAndCustomers() throws Exception {
        Map<String, BigDecimal> byLabel = new TreeMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (JsonNode option :
                api.get("/meta/objects/order/fields/status").expect(200).path("options")) {
            labels.put(
                    option.path("name").asString(),
                    option.path("label").path("en-US").asString());
        }
        by("order", "status", null, "count", null).forEach((name, count) -> byLabel.put(labels.get(name), count));
        assertThat(byLabel).isEqualTo(original.numbers("select STATUS, count(*) from \"orders\" group by STATUS"));
        assertThat(by("order", "orderDate", "month", "count", null))
                .isEqualTo(original.numbers("select to_char(ORDERDATE, 'YYYY-MM'), count(*) from \"orders\""
                        + " group by to_char(ORDERDATE, 'YYYY-MM')"));
        assertThat(by("order", "account.externalId", null, "count", null))
                .isEqualTo(original.numbers("select CUSTOMERNUMBER, count(*) from \"orders\" group by CUSTOMERNUMBER"));
    }

    @Test
    void moneyOfOrderLinesIsTheSame() throws Exception {
        String known = " from \"orderdetails\" d join \"orders\" o on d.ORDERNUMBER = o.ORDERNUMBER"
                + " join \"products\" p on d.PRODUCTCODE = p.PRODUCTCODE";
        assertThat(total("orderLine", "sum", "quantity"))
                .isEqualTo(original.number("select sum(QUANTITYORDERED)" + known));
        assertThat(total("orderLine", "sum", "amount"))
                .isEqualTo(original.number("select sum(QUANTITYORDERED * PRICEEACH)" + known));
        assertThat(by("orderLine", "product.productLine", null, "sum", "amount"))
                .isEqualTo(original.numbers(
                        "select PRODUCTLINE, sum(QUANTITYORDERED * PRICEEACH)" + known + " group by PRODUCTLINE"));
        assertThat(by("orderLine", "order.externalId", null, "sum", "amount"))
                .isEqualTo(original.numbers(
                        "select d.ORDERNUMBER, sum(QUANTITYORDERED * PRICEEACH)" + known + " group by d.ORDERNUMBER"));
        assertThat(by("orderLine", "order.orderDate", "month", "sum", "amount"))
                .isEqualTo(original.numbers("select to_char(ORDERDATE, 'YYYY-MM'), sum(QUANTITYORDERED * PRICEEACH)"
                        + known + " group by to_char(ORDERDATE, 'YYYY-MM')"));
    }

    @Test
    void moneyPaidIsTheSame() throws Exception {
        assertThat(total("payment", "sum", "amount"))
                .isEqualTo(original.number("select sum(AMOUNT) from \"payments\""));
        assertThat(by("payment", "account.externalId", null, "sum", "amount"))
                .isEqualTo(original.numbers(
                        "select CUSTOMERNUMBER, sum(AMOUNT) from \"payments\" group by CUSTOMERNUMBER"));
        assertThat(by("payment", "paymentDate", "month", "sum", "amount"))
                .isEqualTo(original.numbers("select to_char(PAYMENTDATE, 'YYYY-MM'), sum(AMOUNT) from \"payments\""
                        + " group by to_char(PAYMENTDATE, 'YYYY-MM')"));
    }

    private static BigDecimal total(String object, String function, String field) {
        JsonNode rows = aggregate(object, List.of(), function, field);
        return rows.isEmpty()
                ? BigDecimal.ZERO
                : SteelWheels.plain(rows.get(0).path("value").decimalValue());
    }

    private static Map<String, BigDecimal> by(
            String object, String field, String by, String function, String measured) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("field", field);
        group.put("as", "key");
        if (by != null) {
            group.put("by", by);
        }
        Map<String, BigDecimal> numbers = new TreeMap<>();
        for (JsonNode row : aggregate(object, List.of(group), function, measured)) {
            JsonNode key = row.path("key");
            numbers.put(
                    key.isNull() ? "null" : key.asString(), row.path("value").decimalValue());
        }
        return SteelWheels.sorted(numbers);
    }

    private static JsonNode aggregate(String object, List<?> groups, String function, String field) {
        Map<String, Object> measure = new LinkedHashMap<>();
        measure.put("function", function);
        measure.put("as", "value");
        if (field != null) {
            measure.put("field", field);
        }
        return api.post(
                        "/records/" + object + "/aggregate",
                        Map.of("groupBy", groups, "measures", List.of(measure), "limit", 10_000))
                .expect(200)
                .path("rows");
    }
}
