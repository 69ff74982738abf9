package io.trellis.metadata.field.image;

import io.trellis.metadata.field.FileValueType;

/** A picture: PNG, JPEG, WebP or GIF, told from its content. */
public final class ImageType extends FileValueType {
    public ImageType() {
        super("image", true);
    }
}
