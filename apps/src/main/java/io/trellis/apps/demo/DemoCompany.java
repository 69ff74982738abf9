package io.trellis.apps.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * 澜图智控科技, an invented maker of industrial controls in Shanghai with four sales regions: 27 people, 320 accounts, 400
 * leads, 600 opportunities and a year of 1,500 orders. Needs the packages {@code base} and {@code sales}.
 */
public final class DemoCompany {
    private static final long SEED = 20_260_101L;

    private final LocalDate today;

    /** @param today the day that the company's year ends on */
    public DemoCompany(LocalDate today) {
        this.today = today;
    }

    /** The packages that must be installed before the company moves in. */
    public static List<String> packages() {
        return List.of("base", "sales");
    }

    /**
     * Writes everything.
     *
     * @param existingUsers ids by username of users that are there already and only get their place in the company
     */
    public void moveIn(DemoWriter writer, Map<String, String> existingUsers) {
        var dice = new Dice(SEED);
        var calendar = new Calendar(today, dice);
        var words = new Words();
        var names = new DemoNames(words, dice);
        var staff = new DemoStaff(writer, existingUsers);
        var products = new DemoProducts(writer, dice);
        var customers = new DemoCustomers(writer, words, dice, calendar, names, staff);
        var deals = new DemoDeals(writer, words, dice, calendar, customers.all(), products);
        new DemoOrders(writer, names, dice, calendar, customers.all(), deals.all(), products);
        var leads = new DemoLeads(writer, words, dice, calendar, names, staff, deals.all());
        new DemoFiles(writer, products.hardware(), deals.all());
        new DemoActivities(writer, words, dice, calendar, customers.all(), deals.all(), leads.open());
    }
}
