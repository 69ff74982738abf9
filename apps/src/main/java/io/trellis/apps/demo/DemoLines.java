package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoProducts.Product;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Invents the lines of a quote or an order and adds them up as the product does. */
final class DemoLines {
    /** @param discount percent off the list price */
    record Line(Product product, BigDecimal quantity, BigDecimal discount) {
        BigDecimal price() {
            return listTimes(BigDecimal.ONE);
        }

        /** As the formula of a quote line has it: rounded once, at the end. */
        BigDecimal quotedAmount() {
            return listTimes(quantity);
        }

        /** As the formula of an order line has it: the rounded price times the quantity. */
        BigDecimal orderedAmount() {
            return price().multiply(quantity).setScale(2, RoundingMode.HALF_UP);
        }

        private BigDecimal listTimes(BigDecimal count) {
            return count.multiply(product.price())
                    .multiply(BigDecimal.valueOf(100).subtract(discount))
                    .movePointLeft(2)
                    .setScale(2, RoundingMode.HALF_UP);
        }
    }

    private DemoLines() {}

    /** @param scale how big the deal is; 1 is usual */
    static List<Line> invent(Dice dice, DemoProducts products, double scale) {
        int count = dice.between(1, 3) + (dice.chance(0.3) ? 2 : 0);
        List<Line> lines = new ArrayList<>();
        for (Product product : products.basket(dice, count)) {
            double price = product.price().doubleValue();
            double budget = 16_000 * scale * dice.size(0.7);
            long quantity = Math.max(1, Math.round(budget / price));
            if (product.unit().equals("year") || product.unit().equals("set") && price > 20_000) {
                quantity = Math.min(quantity, 3);
            }
            if (quantity > 20) {
                quantity = quantity / 10 * 10;
            }
            String discount = dice.word("0:30 3:14 5:22 8:14 10:12 12:5 15:3");
            lines.add(new Line(product, BigDecimal.valueOf(quantity), new BigDecimal(discount)));
        }
        return lines;
    }

    static Map<String, Object> quoteLine(String quote, Line line) {
        return Values.of("quote", quote)
                .with("product", line.product().id())
                .with("quantity", line.quantity())
                .with("listPrice", line.product().price())
                .with("discount", line.discount())
                .map();
    }

    static Map<String, Object> orderLine(String order, Line line) {
        return Values.of("order", order)
                .with("product", line.product().id())
                .with("quantity", line.quantity())
                .with("listPrice", line.product().price())
                .with("discount", line.discount())
                .with("price", line.price())
                .map();
    }

    static BigDecimal quoted(List<Line> lines) {
        return lines.stream().map(Line::quotedAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal ordered(List<Line> lines) {
        return lines.stream().map(Line::orderedAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
