package io.trellis.apps.demo;

import io.trellis.apps.demo.Words.City;
import io.trellis.apps.demo.Words.Spelled;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Invents firms, people and where they are; no firm name comes twice. */
final class DemoNames {
    /** @param mailDomain under {@code .example}, which belongs to nobody */
    record Firm(String name, String shortName, String industry, City city, String mailDomain) {}

    record Human(String name, String latin, boolean female) {}

    private static final String INDUSTRIES =
            "machinery:22 electronics:16 automotive:13 energy:11 chemicals:8 food:8 pharma:7"
                    + " textile:4 logistics:4 retail:2 construction:4 it:5 education:1.5 government:2";

    private final Words words;
    private final Dice dice;
    private final List<Spelled> surnames;
    private final List<Spelled> maleNames;
    private final List<Spelled> femaleNames;
    private final List<Spelled> first;
    private final List<Spelled> second;
    private final Set<String> taken = new HashSet<>();

    DemoNames(Words words, Dice dice) {
        this.words = words;
        this.dice = dice;
        surnames = words.spelled("surnames");
        maleNames = words.spelled("maleNames");
        femaleNames = words.spelled("femaleNames");
        first = words.spelled("brandFirst");
        second = words.spelled("brandSecond");
    }

    Firm firm() {
        while (true) {
            City city = dice.pick(words.cities(), DemoNames::weight);
            String industry = dice.word(INDUSTRIES);
            Spelled one = dice.pick(first);
            Spelled two = dice.pick(second);
            String brand = one.word() + two.word();
            if (taken.add(brand)) {
                String line = dice.pick(words.list("industries", industry));
                String ending = industry.equals("education") ? "" : ending();
                return new Firm(
                        city.name() + brand + line + ending,
                        brand + line,
                        industry,
                        city,
                        one.latin() + two.latin() + ".example");
            }
        }
    }

    Human human() {
        boolean female = dice.chance(0.36);
        Spelled surname = dice.pick(surnames, s -> 60.0 - surnames.indexOf(s));
        Spelled given = dice.pick(female ? femaleNames : maleNames);
        return new Human(surname.word() + given.word(), surname.latin() + "." + given.latin(), female);
    }

    /** A mobile number out of a block that is not handed out to subscribers' plans: 19x 00xx. */
    String mobile() {
        return "19" + dice.digits(1) + "00" + dice.digits(6);
    }

    String landline(City city) {
        return city.areaCode() + "-" + dice.pick(List.of("5", "6", "8")) + dice.digits(7);
    }

    Map<String, Object> address(City city) {
        var address = new LinkedHashMap<String, Object>();
        address.put("country", "中国");
        address.put("province", city.province());
        if (!city.province().startsWith(city.name())) {
            // Beijing, Shanghai, Tianjin and Chongqing are provinces of one city.
            address.put("city", city.name() + "市");
        }
        address.put("district", dice.pick(city.districts()));
        address.put("street", dice.pick(words.list("streets")) + dice.between(1, 999) + "号");
        return address;
    }

    Map<String, Object> position(City city) {
        var position = new LinkedHashMap<String, Object>();
        position.put("latitude", near(city.latitude()));
        position.put("longitude", near(city.longitude()));
        return position;
    }

    private BigDecimal near(double degrees) {
        return BigDecimal.valueOf(degrees + (dice.fraction() - 0.5) * 0.3).setScale(6, RoundingMode.HALF_UP);
    }

    private String ending() {
        return dice.word("有限公司:70 股份有限公司:12 集团有限公司:8 （集团）股份有限公司:2");
    }

    private static double weight(City city) {
        return switch (city.name()) {
            case "上海" -> 4;
            case "苏州", "深圳", "杭州" -> 2.2;
            case "宁波", "东莞", "广州", "北京", "无锡" -> 1.6;
            default -> 1;
        };
    }
}
