package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoCustomers.Customer;
import io.trellis.apps.demo.DemoDeals.Deal;
import io.trellis.apps.demo.DemoLines.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A year of orders with their lines, deliveries and payments. */
final class DemoOrders {
    static final int ORDERS = 1500;

    private record Draft(Customer customer, Deal deal, LocalDate date, List<Line> lines, String status) {}

    private final DemoNames names;
    private final Dice dice;
    private final Calendar calendar;

    DemoOrders(
            DemoWriter writer,
            DemoNames names,
            Dice dice,
            Calendar calendar,
            List<Customer> customers,
            List<Deal> deals,
            DemoProducts products) {
        this.names = names;
        this.dice = dice;
        this.calendar = calendar;
        List<Draft> drafts = new ArrayList<>();
        for (Deal deal : deals) {
            if (deal.stage().equals("won")) {
                drafts.add(new Draft(deal.customer(), deal, deal.closeDate(), deal.lines(), status(deal.closeDate())));
            }
        }
        List<Customer> buyers = customers.stream().filter(Customer::buys).toList();
        while (drafts.size() < ORDERS) {
            drafts.add(repeatOrder(buyers, products));
        }
        drafts.sort(Comparator.comparing(Draft::date));
        List<String> ids =
                writer.create("order", drafts.stream().map(this::order).toList());
        List<Map<String, Object>> lines = new ArrayList<>();
        List<Map<String, Object>> payments = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            drafts.get(i).lines().forEach(line -> lines.add(DemoLines.orderLine(id, line)));
            pay(drafts.get(i), id, payments);
        }
        writer.create("orderLine", lines);
        payments.sort(Comparator.comparing(payment -> payment.get("paymentDate").toString()));
        writer.create("payment", payments);
    }

    private Draft repeatOrder(List<Customer> buyers, DemoProducts products) {
        LocalDate date = calendar.businessDay();
        boolean longAgo = date.isBefore(calendar.today().minusDays(150));
        Customer customer = dice.pick(buyers, c -> switch (c.status()) {
            case "dormant" -> longAgo ? 0.3 * c.weight() : 0;
            case "lost" -> longAgo ? 0.2 * c.weight() : 0;
            default -> c.weight();
        });
        double scale = 0.9 * Math.sqrt(customer.weight()) * dice.size(0.7);
        return new Draft(customer, null, date, DemoLines.invent(dice, products, scale), status(date));
    }

    private String status(LocalDate date) {
        long age = calendar.today().toEpochDay() - date.toEpochDay();
        return age > 45
                ? dice.word("completed:93 shipped:3 cancelled:4")
                : age > 14
                        ? dice.word("completed:38 shipped:42 confirmed:17 cancelled:3")
                        : age > 3
                                ? dice.word("completed:5 shipped:30 confirmed:58 draft:7")
                                : dice.word("confirmed:65 draft:35");
    }

    private Map<String, Object> order(Draft draft) {
        Customer customer = draft.customer();
        LocalDate delivery = Calendar.workday(draft.date().plusDays(dice.between(7, 30)));
        boolean shipped = draft.status().equals("shipped") || draft.status().equals("completed");
        LocalDate shippedDate = Calendar.workday(draft.date().plusDays(dice.between(3, 28)));
        if (shippedDate.isAfter(calendar.today())) {
            shippedDate = calendar.today();
        }
        return Values.of("account", customer.id())
                .with("contact", dice.pick(customer.contacts()).id())
                .with("opportunity", draft.deal() == null ? null : draft.deal().id())
                .with("quote", draft.deal() == null ? null : draft.deal().quoteId())
                .with("status", draft.status())
                .with("orderDate", draft.date())
                .with("deliveryDate", delivery)
                .with("shippedDate", shipped ? shippedDate : null)
                .with("trackingNumber", shipped ? "LY" + dice.digits(12) : null)
                .with("amount", DemoLines.ordered(draft.lines()))
                .with("customerPo", dice.chance(0.6) ? "PO" + dice.digits(8) : null)
                .with("deliveryAddress", names.address(customer.firm().city()))
                .with(
                        "note",
                        draft.status().equals("cancelled")
                                ? dice.pick(List.of("客户项目延期", "重复下单", "交期无法满足", "预算未批复"))
                                : null)
                .with("owner", customer.owner().id())
                .map();
    }

    /** Most pay in one sum some weeks after delivery, big ones in instalments; some are late and a few have not paid yet. */
    private void pay(Draft draft, String order, List<Map<String, Object>> payments) {
        if (draft.status().equals("cancelled") || draft.status().equals("draft")) {
            return;
        }
        BigDecimal amount = DemoLines.ordered(draft.lines());
        boolean instalments = amount.doubleValue() > 60_000 || dice.chance(0.15);
        if (!instalments) {
            int days = dice.word("early:3 month:5 late:2").equals("late") ? dice.between(60, 130) : dice.between(0, 45);
            payment(draft, order, draft.date().plusDays(days), amount, payments);
            return;
        }
        BigDecimal deposit =
                amount.movePointLeft(1).multiply(BigDecimal.valueOf(3)).setScale(2, RoundingMode.HALF_UP);
        payment(draft, order, draft.date().plusDays(dice.between(0, 7)), deposit, payments);
        payment(draft, order, draft.date().plusDays(dice.between(20, 95)), amount.subtract(deposit), payments);
    }

    /** Money that is still to come is no payment; what comes within the week is announced as pending. */
    private void payment(
            Draft draft, String order, LocalDate wished, BigDecimal amount, List<Map<String, Object>> payments) {
        LocalDate date = Calendar.workday(wished);
        if (date.isAfter(calendar.today().plusDays(7))) {
            return;
        }
        payments.add(Values.of("account", draft.customer().id())
                .with("order", order)
                .with("amount", amount)
                .with("paymentDate", date)
                .with("method", dice.word("transfer:76 acceptance:16 cheque:2 alipay:2 wechat:2 cash:1"))
                .with("status", date.isAfter(calendar.today()) ? "pending" : "received")
                .with("reference", "TR" + date.toString().replace("-", "") + dice.digits(6))
                .with("owner", draft.customer().owner().id())
                .map());
    }
}
