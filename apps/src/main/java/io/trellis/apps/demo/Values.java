package io.trellis.apps.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record being written down: a map that leaves out what has no value and spells days as the API does. */
final class Values {
    private final Map<String, Object> values = new LinkedHashMap<>();

    static Values of(String field, Object value) {
        return new Values().with(field, value);
    }

    Values with(String field, Object value) {
        switch (value) {
            case null -> {}
            case LocalDate day -> values.put(field, day.toString());
            case Integer whole -> values.put(field, whole.longValue());
            case Double number -> values.put(field, BigDecimal.valueOf(number));
            default -> values.put(field, value);
        }
        return this;
    }

    Map<String, Object> map() {
        return values;
    }

    /** Yuan with two digits. */
    static BigDecimal money(double yuan) {
        return BigDecimal.valueOf(yuan).setScale(2, RoundingMode.HALF_UP);
    }

    /** Yuan as people estimate them: two significant digits. */
    static BigDecimal roundMoney(double yuan) {
        double unit = Math.pow(10, Math.max(2, Math.floor(Math.log10(yuan)) - 1));
        return money(Math.round(yuan / unit) * unit);
    }
}
