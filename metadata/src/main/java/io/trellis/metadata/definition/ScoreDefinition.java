package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.math.BigDecimal;
import java.util.List;

/**
 * A scored model: points for what a record is, added up and kept in a field of it.
 *
 * @param object whose records are scored
 * @param when condition for a record to have a score at all; null for always
 * @param target number field that keeps the total
 * @param grade text or select field that keeps the grade; null for none
 * @param scale the total of a record with the most points everywhere; null leaves totals as they are
 * @param digits decimals of the total, 0 to 6
 * @param grades from the highest to the lowest
 */
public record ScoreDefinition(
        String name,
        String id,
        LocalText label,
        String description,
        String object,
        String when,
        String target,
        String grade,
        BigDecimal scale,
        int digits,
        List<Criterion> criteria,
        List<Grade> grades,
        String packageName)
        implements Definition {
    public ScoreDefinition {
        criteria = List.copyOf(criteria);
        grades = List.copyOf(grades);
    }

    /**
     * One thing that is looked at.
     *
     * @param expression over the record, of any type
     * @param weight the points count so often
     * @param missing points where the expression has no value
     * @param bands the first that fits counts; none is 0 points
     */
    public record Criterion(
            String name, LocalText label, String expression, BigDecimal weight, BigDecimal missing, List<Band> bands) {
        public Criterion {
            bands = List.copyOf(bands);
        }
    }

    /** @param when a test as in a decision table's cells; conditions call the value {@code value} */
    public record Band(String when, BigDecimal points) {}

    /** @param from the lowest total of the grade */
    public record Grade(BigDecimal from, String grade) {}
}
