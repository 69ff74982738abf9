package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoCustomers.Customer;
import io.trellis.apps.demo.DemoLines.Line;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The company's opportunities and the quotes made for them. */
final class DemoDeals {
    private static final String STAGES = "qualification:75 needs:65 proposal:58 negotiation:42 won:205 lost:155";

    static final int OPPORTUNITIES = 600;

    /** An opportunity; {@code quoteId} is null where none was made. */
    record Deal(
            String id,
            String name,
            Customer customer,
            String stage,
            LocalDate closeDate,
            List<Line> lines,
            String quoteId) {}

    private final Words words;
    private final Dice dice;
    private final Calendar calendar;
    private final List<Deal> deals = new ArrayList<>();

    DemoDeals(
            DemoWriter writer,
            Words words,
            Dice dice,
            Calendar calendar,
            List<Customer> customers,
            DemoProducts products) {
        this.words = words;
        this.dice = dice;
        this.calendar = calendar;
        List<Deal> drafts = new ArrayList<>();
        for (int i = 0; i < OPPORTUNITIES; i++) {
            drafts.add(draft(customers, products));
        }
        drafts.sort(Comparator.comparing(Deal::closeDate));
        List<String> ids =
                writer.create("opportunity", drafts.stream().map(this::record).toList());
        List<Deal> made = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Deal d = drafts.get(i);
            made.add(new Deal(ids.get(i), d.name(), d.customer(), d.stage(), d.closeDate(), d.lines(), null));
        }
        quotes(writer, made);
    }

    List<Deal> all() {
        return deals;
    }

    private Deal draft(List<Customer> customers, DemoProducts products) {
        String stage = dice.word(STAGES);
        boolean won = stage.equals("won");
        Customer customer = dice.pick(customers, c -> won && !c.buys() ? 0 : Math.sqrt(c.weight()));
        LocalDate closeDate =
                switch (stage) {
                    case "won", "lost" -> calendar.businessDay();
                    case "negotiation" -> Calendar.workday(calendar.daysAhead(-12, 35));
                    case "proposal" -> Calendar.workday(calendar.daysAhead(-8, 75));
                    default -> Calendar.workday(calendar.daysAhead(10, 150));
                };
        String project = dice.pick(words.list("projects"));
        List<Line> lines = DemoLines.invent(dice, products, 3.2 * Math.sqrt(customer.weight()) * dice.size(0.6));
        return new Deal(null, customer.firm().shortName() + " - " + project, customer, stage, closeDate, lines, null);
    }

    private Map<String, Object> record(Deal deal) {
        boolean lost = deal.stage().equals("lost");
        boolean open = !lost && !deal.stage().equals("won");
        boolean renewal = deal.name().endsWith("续费")
                || deal.name().endsWith("维保")
                || deal.name().endsWith("框架");
        BigDecimal exact = DemoLines.quoted(deal.lines());
        boolean quoted = deal.stage().equals("won")
                || deal.stage().equals("proposal")
                || deal.stage().equals("negotiation");
        int probability =
                switch (deal.stage()) {
                    case "qualification" -> 10;
                    case "needs" -> dice.pick(List.of(20, 30));
                    case "proposal" -> dice.pick(List.of(40, 50, 60));
                    case "negotiation" -> dice.pick(List.of(70, 80, 90));
                    case "won" -> 100;
                    default -> 0;
                };
        return Values.of("name", deal.name())
                .with("recordType", renewal ? "renewal" : "newBusiness")
                .with("account", deal.customer().id())
                .with("primaryContact", deal.customer().mainContact().id())
                .with("stage", deal.stage())
                .with("amount", quoted ? exact : Values.roundMoney(exact.doubleValue()))
                .with("probability", probability)
                .with("closeDate", deal.closeDate())
                .with("type", type(deal, renewal))
                .with("source", dice.word(DemoCustomers.SOURCES))
                .with("forecastCategory", forecast(deal.stage(), probability))
                .with("priority", dice.word("high:3 medium:5 low:2"))
                .with("budget", dice.chance(0.5) ? Values.roundMoney(exact.doubleValue() * dice.size(0.15)) : null)
                .with("competitor", dice.chance(0.45) ? dice.pick(words.list("competitors")) : null)
                .with(
                        "requirement",
                        "客户计划" + deal.name().substring(deal.name().lastIndexOf('-') + 2) + "，要求分期实施、不停产切换。")
                .with("nextStep", open ? dice.pick(words.list("nextSteps")) : null)
                .with("nextStepDate", open ? Calendar.workday(calendar.daysAhead(-3, 14)) : null)
                .with("expectedDelivery", Calendar.workday(deal.closeDate().plusDays(dice.between(20, 70))))
                .with("campaign", dice.chance(0.25) ? dice.pick(words.list("campaigns")) : null)
                .with(
                        "lossReason",
                        lost
                                ? dice.word("price:34 product:12 competitor:22 budgetCut:16 delivery:6 noDecision:10")
                                : null)
                .with("owner", deal.customer().owner().id())
                .map();
    }

    private void quotes(DemoWriter writer, List<Deal> made) {
        List<Map<String, Object>> records = new ArrayList<>();
        List<Deal> quoted = new ArrayList<>();
        for (Deal deal : made) {
            String status =
                    switch (deal.stage()) {
                        case "won" -> "ordered";
                        case "lost" -> dice.chance(0.55) ? dice.word("rejected:7 expired:3") : null;
                        case "negotiation" -> dice.word("sent:6 accepted:4");
                        case "proposal" -> dice.word("draft:4 sent:6");
                        default -> null;
                    };
            if (status == null) {
                deals.add(deal);
                continue;
            }
            quoted.add(deal);
            records.add(quote(deal, status));
        }
        List<String> ids = writer.create("quote", records);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Deal d = quoted.get(i);
            String id = ids.get(i);
            d.lines().forEach(line -> lines.add(DemoLines.quoteLine(id, line)));
            deals.add(new Deal(d.id(), d.name(), d.customer(), d.stage(), d.closeDate(), d.lines(), id));
        }
        writer.create("quoteLine", lines);
    }

    private Map<String, Object> quote(Deal deal, String status) {
        LocalDate closed = deal.closeDate().isAfter(calendar.today()) ? calendar.today() : deal.closeDate();
        LocalDate quoteDate = Calendar.workday(closed.minusDays(dice.between(3, 28)));
        return Values.of("title", deal.name() + "报价")
                .with("account", deal.customer().id())
                .with("contact", deal.customer().mainContact().id())
                .with("opportunity", deal.id())
                .with("status", status)
                .with("quoteDate", quoteDate)
                .with("validUntil", quoteDate.plusDays(30))
                .with("amount", DemoLines.quoted(deal.lines()))
                .with("paymentTerm", dice.pick(List.of("预付30%，发货前付60%，质保金10%", "月结30天", "款到发货", "货到验收合格后30天内付清")))
                .with("deliveryTerm", dice.pick(List.of("合同生效后15个工作日发货", "现货，3个工作日内发货", "分批交货，以订单为准")))
                .with("owner", deal.customer().owner().id())
                .map();
    }

    private String type(Deal deal, boolean renewal) {
        if (renewal) {
            return "service";
        }
        return deal.customer().buys() ? dice.word("expansion:6 replacement:4") : "newCustomer";
    }

    private static String forecast(String stage, int probability) {
        return switch (stage) {
            case "lost" -> "omitted";
            case "won" -> "commit";
            default -> probability >= 80 ? "commit" : probability >= 50 ? "bestCase" : "pipeline";
        };
    }
}
