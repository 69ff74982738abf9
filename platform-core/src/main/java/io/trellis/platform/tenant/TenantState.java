package io.trellis.platform.tenant;

import com.fasterxml.jackson.annotation.JsonValue;

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
}
