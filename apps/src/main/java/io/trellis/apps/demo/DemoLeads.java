package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoCustomers.Customer;
import io.trellis.apps.demo.DemoDeals.Deal;
import io.trellis.apps.demo.DemoNames.Firm;
import io.trellis.apps.demo.DemoNames.Human;
import io.trellis.apps.demo.DemoStaff.Person;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The company's leads: new ones, those being worked, those given up and those that became customers. */
final class DemoLeads {
    static final int LEADS = 400;

    /** A lead that is still worked on. */
    record Open(String id, String name, Person owner) {}

    private final Words words;
    private final Dice dice;
    private final Calendar calendar;
    private final DemoNames names;
    private final List<Open> open = new ArrayList<>();

    DemoLeads(
            DemoWriter writer,
            Words words,
            Dice dice,
            Calendar calendar,
            DemoNames names,
            DemoStaff staff,
            List<Deal> deals) {
        this.words = words;
        this.dice = dice;
        this.calendar = calendar;
        this.names = names;
        Iterator<Deal> fromLeads = deals.stream()
                .filter(deal -> !deal.stage().equals("won") || dice.chance(0.4))
                .iterator();
        List<Map<String, Object>> records = new ArrayList<>();
        List<Person> owners = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            String status = dice.word("new:28 contacted:26 qualified:12 converted:16 disqualified:18");
            boolean converted = status.equals("converted") && fromLeads.hasNext();
            Deal deal = converted ? fromLeads.next() : null;
            Firm firm = converted ? deal.customer().firm() : names.firm();
            Person seller = converted
                    ? deal.customer().owner()
                    : staff.allot(dice, firm.city().team(), false);
            Person owner = status.equals("new") && dice.chance(0.25) ? staff.named("su.mengjie") : seller;
            owners.add(owner);
            records.add(lead(firm, status, owner, deal));
        }
        List<String> ids = writer.create("lead", records);
        for (int i = 0; i < ids.size(); i++) {
            String status = records.get(i).get("status").toString();
            if (status.equals("contacted") || status.equals("qualified")) {
                open.add(new Open(ids.get(i), records.get(i).get("name").toString(), owners.get(i)));
            }
        }
    }

    List<Open> open() {
        return open;
    }

    private Map<String, Object> lead(Firm firm, String status, Person owner, Deal deal) {
        Customer customer = deal == null ? null : deal.customer();
        Human human = customer == null ? names.human() : customer.mainContact().human();
        String source = dice.word(DemoCustomers.SOURCES);
        boolean working = status.equals("contacted") || status.equals("qualified");
        String grade =
                switch (status) {
                    case "qualified", "converted" -> dice.word("hot:6 warm:4");
                    case "disqualified" -> dice.word("warm:2 cold:8");
                    default -> dice.word("hot:2 warm:5 cold:4");
                };
        return Values.of("name", human.name())
                .with("company", firm.name())
                .with(
                        "title",
                        customer == null
                                ? dice.pick(words.list("titles", dice.pick(words.keys("titles"))))
                                : customer.mainContact().title())
                .with("phone", names.mobile())
                .with("email", human.latin() + "@" + firm.mailDomain())
                .with("website", dice.chance(0.4) ? "https://www." + firm.mailDomain() : null)
                .with("status", status)
                .with("grade", grade)
                .with("source", source)
                .with("industry", firm.industry())
                .with(
                        "campaign",
                        source.equals("exhibition") || source.equals("seminar")
                                ? dice.pick(words.list("campaigns"))
                                : null)
                .with("expectedAmount", dice.chance(0.7) ? Values.roundMoney(60_000 * dice.size(0.9)) : null)
                .with(
                        "requirement",
                        dice.chance(0.75) ? "咨询" + dice.pick(words.list("projects")) + "，希望了解方案与价格。" : null)
                .with("nextContactDate", working ? Calendar.workday(calendar.daysAhead(-4, 12)) : null)
                .with(
                        "disqualifyReason",
                        status.equals("disqualified")
                                ? dice.word("noNeed:4 noBudget:3 unreachable:5 duplicate:1 competitor:1")
                                : null)
                .with("address", dice.chance(0.5) ? names.address(firm.city()) : null)
                .with("convertedAccount", customer == null ? null : customer.id())
                .with(
                        "convertedContact",
                        customer == null ? null : customer.mainContact().id())
                .with("convertedOpportunity", deal == null ? null : deal.id())
                .with("owner", owner.id())
                .map();
    }
}
