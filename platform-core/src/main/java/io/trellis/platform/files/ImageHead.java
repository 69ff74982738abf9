package io.trellis.platform.files;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * How large a picture is and how it was held, read from its head without decoding it.
 *
 * @param width pixels as stored
 * @param height pixels as stored
 * @param orientation as EXIF counts it, 1 (upright) to 8; tag 0x0112 of CIPA DC-008
 */
record ImageHead(int width, int height, int orientation) {
    /** Turned by a quarter, so that width and height change places. */
    boolean lying() {
        return orientation >= 5;
    }

    long pixels() {
        return (long) width * height;
    }

    /**
     * @param type as {@link FileTypes} tells it
     * @return empty for what is no picture of a known kind, or a damaged one
     */
    static Optional<ImageHead> read(InputStream content, String type) throws IOException {
        var in = new DataInputStream(new java.io.BufferedInputStream(content));
        try {
            ImageHead head =
                    switch (type) {
                        case "image/png" -> png(in);
                        case "image/gif" -> gif(in);
                        case "image/webp" -> webp(in);
                        case "image/jpeg" -> jpeg(in);
                        default -> null;
                    };
            return Optional.ofNullable(head).filter(found -> found.width > 0 && found.height > 0);
        } catch (EOFException damaged) {
            return Optional.empty();
        }
    }

    private static ImageHead png(DataInputStream in) throws IOException {
        in.skipNBytes(16);
        return new ImageHead(in.readInt(), in.readInt(), 1);
    }

    private static ImageHead gif(DataInputStream in) throws IOException {
        in.skipNBytes(6);
        return new ImageHead(little(in, 2), little(in, 2), 1);
    }

    /** The three kinds of RFC 9649, section 2. */
    private static ImageHead webp(DataInputStream in) throws IOException {
        in.skipNBytes(12);
        String chunk = new String(in.readNBytes(4), java.nio.charset.StandardCharsets.ISO_8859_1);
        in.skipNBytes(4);
        return switch (chunk) {
            case "VP8X" -> {
                in.skipNBytes(4);
                yield new ImageHead(little(in, 3) + 1, little(in, 3) + 1, 1);
            }
            case "VP8L" -> {
                in.skipNBytes(1);
                long bits = little(in, 4) & 0xffffffffL;
                yield new ImageHead((int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1, 1);
            }
            case "VP8 " -> {
                in.skipNBytes(6);
                yield new ImageHead(little(in, 2) & 0x3fff, little(in, 2) & 0x3fff, 1);
            }
            default -> null;
        };
    }

    private static int little(DataInputStream in, int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= in.readUnsignedByte() << (8 * i);
        }
        return value;
    }

    /** Walks the segments until the frame header; EXIF comes before it. */
    private static ImageHead jpeg(DataInputStream in) throws IOException {
        in.skipNBytes(2);
        int orientation = 1;
        while (true) {
            int marker = in.readUnsignedByte();
            if (marker != 0xff) {
                return null;
            }
            while (marker == 0xff) {
                marker = in.readUnsignedByte();
            }
            if (marker == 0xd8 || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7) {
                continue;
            }
            int length = in.readUnsignedShort() - 2;
            if (length < 0 || marker == 0xd9 || marker == 0xda) {
                return null;
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                in.skipNBytes(1);
                int height = in.readUnsignedShort();
                return new ImageHead(in.readUnsignedShort(), height, orientation);
            }
            byte[] segment = marker == 0xe1 ? in.readNBytes(length) : null;
            if (segment == null) {
                in.skipNBytes(length);
            } else if (orientation == 1) {
                orientation = Exif.orientation(segment);
            }
        }
    }
}
