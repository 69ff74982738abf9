package io.trellis.metadata.field.signature;

import io.trellis.metadata.field.FileValueType;

/**
 * A hand-written signature: a picture kept inside the record, at most 200 kB, so that it stays with what was signed in histories
 * and backups; an uploaded picture will do as well.
 */
public final class SignatureType extends FileValueType {
    public SignatureType() {
        super("signature", true);
    }
}
