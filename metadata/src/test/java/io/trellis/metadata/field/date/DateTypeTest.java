package io.trellis.metadata.field.date;

import io.trellis.metadata.field.FieldTypeContract;
import java.time.LocalDate;

class DateTypeTest extends FieldTypeContract {
    DateTypeTest() {
        super(new DateType(), "");
        takes("2026-01-31", LocalDate.of(2026, 1, 31));
        takes("2026/1/3", LocalDate.of(2026, 1, 3));
        takes("2003-01-06 00:00:00.000000", LocalDate.of(2003, 1, 6));
        takes("2026年2月3日", LocalDate.of(2026, 2, 3));
        takes("", null);
        refuses("2026-02-30", "NOT_A_DATE");
        refuses("31.01.2026", "NOT_A_DATE");
        refuses("2026-01-31T08:00:00Z", "NOT_A_DATE");
        refuses(20260131L, "NOT_A_DATE");
    }
}
