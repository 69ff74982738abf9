package io.trellis.platform.files;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing of a photo's EXIF data that matters here: how the camera was held. */
final class Exif {
    private static final int ORIENTATION = 0x0112;

    private Exif() {}

    /** @return 1 to 8; 1 where the segment is no EXIF, has no such tag or is damaged */
    static int orientation(byte[] segment) {
        if (segment.length < 14 || segment[0] != 'E' || segment[1] != 'x' || segment[2] != 'i' || segment[3] != 'f') {
            return 1;
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, 6, segment.length - 6).slice();
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            tiff.position(tiff.getInt(4));
            for (int entries = tiff.getShort() & 0xffff; entries > 0; entries--) {
                int tag = tiff.getShort() & 0xffff;
                tiff.position(tiff.position() + 6);
                int value = tiff.getShort() & 0xffff;
                tiff.position(tiff.position() + 2);
                if (tag == ORIENTATION) {
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException damaged) {
            // as if it said nothing
        }
        return 1;
    }
}
