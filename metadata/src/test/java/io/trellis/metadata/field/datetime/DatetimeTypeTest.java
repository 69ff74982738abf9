package io.trellis.metadata.field.datetime;

import io.trellis.metadata.field.FieldTypeContract;
import java.time.Instant;

class DatetimeTypeTest extends FieldTypeContract {
    DatetimeTypeTest() {
        super(new DatetimeType(), "");
        takes("2026-01-31T08:00:00Z", Instant.parse("2026-01-31T08:00:00Z"));
        takes("2026-01-31 16:00:00.1239+08:00", Instant.parse("2026-01-31T08:00:00.123Z"));
        refuses("2026-01-31 08:00", "OFFSET_MISSING");
        refuses("2026-01-31", "OFFSET_MISSING");
        refuses("soon", "NOT_A_MOMENT");
        refuses("9999-12-31T00:00:00Z", "NOT_A_MOMENT");
    }
}
