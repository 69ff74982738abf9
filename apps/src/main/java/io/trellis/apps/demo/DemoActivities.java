package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoCustomers.Customer;
import io.trellis.apps.demo.DemoDeals.Deal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the sellers did and plan to do: calls, visits, meetings, mails and tasks. */
final class DemoActivities {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Words words;
    private final Dice dice;
    private final Calendar calendar;
    private final List<Map<String, Object>> records = new ArrayList<>();

    DemoActivities(
            DemoWriter writer,
            Words words,
            Dice dice,
            Calendar calendar,
            List<Customer> customers,
            List<Deal> deals,
            List<DemoLeads.Open> leads) {
        this.words = words;
        this.dice = dice;
        this.calendar = calendar;
        for (Deal deal : deals) {
            boolean open = !deal.stage().equals("won") && !deal.stage().equals("lost");
            LocalDate last = open ? calendar.today() : deal.closeDate();
            for (int i = dice.between(1, 2); i > 0; i--) {
                addFor(deal, last.minusDays(dice.between(1, 60)));
            }
            if (open && dice.chance(0.6)) {
                addFor(deal, calendar.daysAhead(0, 14));
            }
        }
        for (Customer customer : customers) {
            if (dice.chance(0.7)) {
                add(
                        customer.buys() ? "customerSubjects" : "leadSubjects",
                        customer.id(),
                        customer.firm().shortName(),
                        customer,
                        customer.owner().id(),
                        calendar.daysAgo(1, 200));
            }
        }
        for (DemoLeads.Open lead : leads) {
            add("leadSubjects", lead.id(), lead.name(), null, lead.owner().id(), calendar.daysAgo(1, 20));
        }
        writer.create("activity", records);
    }

    private void addFor(Deal deal, LocalDate wished) {
        Customer customer = deal.customer();
        add(
                "dealSubjects",
                deal.id(),
                customer.firm().shortName(),
                customer,
                customer.owner().id(),
                wished);
    }

    private void add(String subjects, String related, String who, Customer customer, String owner, LocalDate wished) {
        LocalDate day = Calendar.workday(wished);
        boolean past = day.isBefore(calendar.today());
        String type = dice.word(
                past ? "call:30 visit:22 meeting:14 email:12 wechat:18 task:4" : "call:25 visit:30 meeting:20 task:25");
        String due = day.atTime(LocalTime.of(dice.between(9, 17), dice.pick(List.of(0, 15, 30, 45))))
                .atZone(CHINA)
                .toInstant()
                .toString();
        boolean mayBeLate = day.isAfter(calendar.today().minusDays(15));
        String status =
                past ? dice.word(mayBeLate ? "done:85 cancelled:3 planned:12" : "done:96 cancelled:4") : "planned";
        boolean done = status.equals("done");
        String subject = dice.pick(words.list(subjects, type));
        String result = done ? dice.pick(words.list("activityResults")) : null;
        records.add(Values.of("subject", who + " " + subject)
                .with("type", type)
                .with("status", status)
                .with("priority", dice.word("high:2 medium:6 low:2"))
                .with("related", related)
                .with(
                        "contact",
                        customer == null ? null : dice.pick(customer.contacts()).id())
                .with("dueAt", due)
                .with("doneAt", done ? due : null)
                .with("durationMinutes", done ? dice.pick(List.of(10, 15, 30, 45, 60, 90)) : null)
                .with("content", done && dice.chance(0.7) ? subject + "：" + result + "，已与客户约定下次联系时间。" : null)
                .with("result", result)
                .with("owner", owner)
                .map());
    }
}
