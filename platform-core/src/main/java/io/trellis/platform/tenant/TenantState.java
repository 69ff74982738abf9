package io.trellis.platform.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What may be done in a tenant. */
public enum TenantState {
    OPEN("open"),
    /** Reads go on and writes are refused. */
    READ_ONLY("readOnly"),
    /** Nobody can enter: it is being restored, or its data is being exchanged. */
    CLOSED("closed");

    private final String text;

    TenantState(String text) {
        this.text = text;
    }

    @JsonValue
    public String text() {
        return text;
    }

    public static Optional<TenantState> find(String text) {
        return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
    }
}
