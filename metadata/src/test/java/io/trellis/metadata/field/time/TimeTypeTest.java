package io.trellis.metadata.field.time;

import io.trellis.metadata.field.FieldTypeContract;
import java.time.LocalTime;

class TimeTypeTest extends FieldTypeContract {
    TimeTypeTest() {
        super(new TimeType(), "");
        takes("08:30", LocalTime.of(8, 30));
        takes("08:30:59.9", LocalTime.of(8, 30, 59));
        refuses("25:00", "NOT_A_TIME");
        refuses("8am", "NOT_A_TIME");
    }
}
