package io.trellis.metadata.field.geolocation;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.Map;

class GeolocationTypeTest extends FieldTypeContract {
    GeolocationTypeTest() {
        super(new GeolocationType(), "");
        takes(Map.of("latitude", decimal("30.274085"), "longitude", decimal("120.15507")));
        takes("30.27, 120.15", Map.of("latitude", decimal("30.27"), "longitude", decimal("120.15")));
        takes(
                Map.of("latitude", decimal("30.12345678"), "longitude", 120L),
                Map.of("latitude", decimal("30.123457"), "longitude", decimal("120")));
        refuses(Map.of("latitude", 91L, "longitude", 0L), "NOT_A_POSITION");
        refuses(Map.of("latitude", 30L), "NOT_A_POSITION");
        refuses("here", "NOT_A_GROUP");
    }
}
