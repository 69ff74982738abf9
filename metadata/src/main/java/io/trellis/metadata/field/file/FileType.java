package io.trellis.metadata.field.file;

import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.FileValueType;
import io.trellis.metadata.schema.Schemas;

/** A document of any kind that {@code accept} allows; only ever offered as a download. */
public final class FileType extends FileValueType {
    public FileType() {
        super(
                "file",
                false,
                Attribute.optional("accept", Schemas.listOf(Schemas.pattern("^[a-z]+/[a-z0-9.+*-]+$"), 1, 30)));
    }
}
