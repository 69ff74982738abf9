package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoNames.Firm;
import io.trellis.apps.demo.DemoNames.Human;
import io.trellis.apps.demo.DemoStaff.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The company's accounts and the people there. */
final class DemoCustomers {
    static final int ACCOUNTS = 320;

    static final String SOURCES =
            "website:18 search:12 social:8 exhibition:20 seminar:8 referral:16 partner:8 coldCall:6 tender:4";

    /**
     * @param weight how much of the company's business it brings; 1 is usual
     * @param contacts decision makers first
     */
    record Customer(
            String id, Firm firm, Person owner, String status, String level, double weight, List<Contact> contacts) {
        Contact mainContact() {
            return contacts.getFirst();
        }

        boolean buys() {
            return !status.equals("prospect");
        }
    }

    record Contact(String id, Human human, String title) {}

    private final Words words;
    private final Dice dice;
    private final Calendar calendar;
    private final DemoNames names;
    private final DemoStaff staff;
    private final List<Customer> customers = new ArrayList<>();

    DemoCustomers(DemoWriter writer, Words words, Dice dice, Calendar calendar, DemoNames names, DemoStaff staff) {
        this.words = words;
        this.dice = dice;
        this.calendar = calendar;
        this.names = names;
        this.staff = staff;
        for (Customer draft : accounts(writer)) {
            customers.add(draft);
        }
        contacts(writer);
    }

    List<Customer> all() {
        return customers;
    }

    private List<Customer> accounts(DemoWriter writer) {
        List<Customer> drafts = new ArrayList<>();
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            Firm firm = names.firm();
            double size = dice.size(1.0);
            String level = size > 3 ? "a" : size > 1.25 ? "b" : "c";
            String status = dice.word("customer:47 prospect:36 dormant:11 lost:6");
            Person owner = staff.allot(dice, firm.city().team(), level.equals("a"));
            drafts.add(new Customer(null, firm, owner, status, level, size, new ArrayList<>()));
            records.add(account(firm, owner, status, level, size));
        }
        List<String> ids = writer.create("account", records);
        List<Customer> made = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Customer d = drafts.get(i);
            made.add(new Customer(ids.get(i), d.firm(), d.owner(), d.status(), d.level(), d.weight(), d.contacts()));
        }
        subsidiaries(writer, made);
        return made;
    }

    private Map<String, Object> account(Firm firm, Person owner, String status, String level, double size) {
        boolean bought = !status.equals("prospect");
        LocalDate firstDeal = bought ? calendar.daysAgo(380, 2200) : null;
        LocalDate lastActivity =
                switch (status) {
                    case "dormant" -> calendar.daysAgo(120, 360);
                    case "lost" -> calendar.daysAgo(200, 500);
                    default -> calendar.daysAgo(0, 60);
                };
        double credit = level.equals("a") ? 2_000_000 : level.equals("b") ? 600_000 : 150_000;
        return Values.of("name", firm.name())
                .with("shortName", firm.shortName())
                .with("level", level)
                .with("status", status)
                .with("type", type(firm))
                .with("industry", firm.industry())
                .with("phone", names.landline(firm.city()))
                .with("website", "https://www." + firm.mailDomain())
                .with("email", "info@" + firm.mailDomain())
                .with("city", firm.city().name())
                .with("address", names.address(firm.city()))
                .with("location", names.position(firm.city()))
                .with("employees", (int) Math.max(18, Math.round(260 * size * dice.size(0.4))))
                .with("annualRevenue", Values.roundMoney(180_000_000 * size * dice.size(0.5)))
                .with("creditLimit", bought ? Values.roundMoney(credit * dice.size(0.4)) : null)
                .with(
                        "paymentTerm",
                        bought
                                ? dice.word("prepaid:12 onDelivery:14 days30:34 days60:24 days90:8 instalments:8")
                                : null)
                .with("source", dice.word(SOURCES))
                .with("firstDealDate", firstDeal)
                .with("lastActivityDate", lastActivity)
                .with("tags", tags())
                .with("description", description(firm, size))
                .with("owner", owner.id())
                .map();
    }

    /** Some firms belong to a bigger one of the same trade and say so. */
    private void subsidiaries(DemoWriter writer, List<Customer> all) {
        Map<String, Map<String, Object>> parents = new LinkedHashMap<>();
        for (Customer child : all) {
            if (child.weight() < 0.8 && dice.chance(0.12)) {
                all.stream()
                        .filter(parent -> parent.level().equals("a")
                                && parent.firm().industry().equals(child.firm().industry()))
                        .findFirst()
                        .ifPresent(parent -> parents.put(child.id(), Map.of("parent", parent.id())));
            }
        }
        writer.update("account", parents);
    }

    private void contacts(DemoWriter writer) {
        List<Map<String, Object>> records = new ArrayList<>();
        List<Customer> owners = new ArrayList<>();
        List<Contact> drafts = new ArrayList<>();
        for (Customer customer : customers) {
            int count = customer.level().equals("a")
                    ? dice.between(3, 6)
                    : customer.level().equals("b") ? dice.between(2, 4) : dice.between(1, 2);
            for (int i = 0; i < count; i++) {
                String role = i == 0
                        ? dice.word("decisionMaker:4 approver:2 purchaser:4")
                        : dice.word("influencer:3 evaluator:4 purchaser:3 user:3 approver:1 coach:1");
                Human human = names.human();
                String title = dice.pick(words.list("titles", role));
                drafts.add(new Contact(null, human, title));
                owners.add(customer);
                records.add(contact(customer, human, title, role, i == 0));
            }
        }
        List<String> ids = writer.create("contact", records);
        Map<String, Map<String, Object>> superiors = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            List<Contact> there = owners.get(i).contacts();
            there.add(
                    new Contact(ids.get(i), drafts.get(i).human(), drafts.get(i).title()));
            if (there.size() == 3) {
                superiors.put(ids.get(i), Map.of("reportsTo", there.getFirst().id()));
            }
        }
        writer.update("contact", superiors);
    }

    private Map<String, Object> contact(Customer customer, Human human, String title, String role, boolean primary) {
        Firm firm = customer.firm();
        String influence =
                role.equals("decisionMaker") || role.equals("approver") ? "high" : dice.word("high:1 medium:5 low:3");
        return Values.of("name", human.name())
                .with("account", customer.id())
                .with("title", title)
                .with("departmentName", words.text("departmentNames", role))
                .with("mobile", names.mobile())
                .with("phone", dice.chance(0.4) ? names.landline(firm.city()) : null)
                .with("email", human.latin() + "@" + firm.mailDomain())
                .with("wechat", dice.chance(0.5) ? human.latin().replace(".", "_") + dice.digits(2) : null)
                .with("gender", human.female() ? "female" : "male")
                .with("birthday", dice.chance(0.3) ? calendar.daysAgo(9_500, 21_000) : null)
                .with("decisionRole", role)
                .with("influence", influence)
                .with("attitude", dice.word("supporter:5 neutral:6 opponent:1"))
                .with("primary", primary)
                .with("active", primary || dice.chance(0.95))
                .with("owner", customer.owner().id())
                .map();
    }

    private List<String> tags() {
        return dice.chance(0.35) ? List.of(dice.pick(words.list("tags"))) : null;
    }

    private String type(Firm firm) {
        return switch (firm.industry()) {
            case "government", "education" -> "institution";
            case "it" -> "integrator";
            case "machinery" -> dice.word("oem:6 endUser:3 distributor:1");
            default -> dice.word("endUser:7 integrator:1 distributor:1.5 oem:0.5");
        };
    }

    private String description(Firm firm, double size) {
        if (!dice.chance(0.6)) {
            return null;
        }
        String scale = size > 3 ? "多个生产基地" : size > 1.25 ? "两条以上自动化产线" : "一个厂区";
        return firm.shortName() + "位于" + firm.city().name()
                + dice.pick(firm.city().districts()) + "，拥有" + scale + "，主要采购控制系统与现场仪表。";
    }
}
