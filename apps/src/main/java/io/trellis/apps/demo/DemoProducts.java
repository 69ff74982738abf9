package io.trellis.apps.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The company's price list, from {@code resources/demo/products.csv}. */
final class DemoProducts {
    /** @param popularity how often it is bought, 1 to 10 */
    record Product(String id, String name, String unit, BigDecimal price, int popularity) {}

    private final List<Product> products = new ArrayList<>();
    private final List<Product> hardware = new ArrayList<>();

    DemoProducts(DemoWriter writer, Dice dice) {
        List<String[]> rows = Words.rows("/demo/products.csv");
        List<Map<String, Object>> records = new ArrayList<>();
        for (String[] row : rows) {
            BigDecimal price = new BigDecimal(row[5]);
            boolean service = row[3].startsWith("service");
            boolean hardware = row[3].startsWith("hardware");
            records.add(Values.of("code", row[0])
                    .with("name", row[1])
                    .with("model", row[2])
                    .with("category", row[3])
                    .with("unit", row[4])
                    .with("listPrice", price)
                    .with(
                            "cost",
                            price.multiply(new BigDecimal(row[6]))
                                    .movePointLeft(2)
                                    .setScale(2, RoundingMode.HALF_UP))
                    .with("taxRate", service ? 6 : 13)
                    .with("stock", row[7].isEmpty() ? null : new BigDecimal(row[7]))
                    .with("brand", "澜图")
                    .with("warrantyMonths", hardware ? dice.pick(List.of(12, 18, 24)) : null)
                    .with("barcode", hardware ? "690000" + dice.digits(7) : null)
                    .with("active", !row[0].equals("PLC-3020") && !row[0].equals("DRV-3001"))
                    .with("description", description(row))
                    .map());
        }
        List<String> ids = writer.create("product", records);
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            var product = new Product(ids.get(i), row[1], row[4], new BigDecimal(row[5]), Integer.parseInt(row[8]));
            products.add(product);
            if (row[3].startsWith("hardware")) {
                hardware.add(product);
            }
        }
    }

    /** Some products that would be bought together, popular ones more often; each at most once. */
    List<Product> basket(Dice dice, int size) {
        var left = new ArrayList<>(products);
        var basket = new ArrayList<Product>();
        for (int i = 0; i < size; i++) {
            Product product = dice.pick(left, Product::popularity);
            left.remove(product);
            basket.add(product);
        }
        return basket;
    }

    /** What can be photographed. */
    List<Product> hardware() {
        return hardware;
    }

    private static String description(String[] row) {
        return switch (row[3].substring(0, row[3].indexOf('/'))) {
            case "software" -> row[1] + "，支持本地部署与云端部署，含一年升级服务。";
            case "service" -> row[1] + "，由澜图工程师现场或远程交付，按实际用量结算。";
            default -> row[1] + "，型号 " + row[2] + "，工业级宽温设计，通过 CE 认证。";
        };
    }
}
