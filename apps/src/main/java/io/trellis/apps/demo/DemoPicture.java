package io.trellis.apps.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The picture of an invented device: a housing with a display, keys and terminals, in colours of its own. Written as PNG by hand
 * (RFC 2083, one palette of eight colours), since a drawing library takes longer to load than all pictures take to make.
 */
final class DemoPicture {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    private static final int[] HOUSINGS = {0x2f4858, 0x33658a, 0x3d5a4c, 0x5c4b51, 0x4a4e69, 0x264653};

    private final byte[] pixels = new byte[WIDTH * HEIGHT];
    private final int[] palette;

    /** @param number which device; the same number makes the same picture */
    DemoPicture(int number) {
        palette = new int[] {
            0xf4f6f5, HOUSINGS[number % HOUSINGS.length], 0xd9e2df, 0x9be7c4, 0xf2b134, 0xc8cfcd, 0x1b2a2a, 0xe5554f
        };
        int width = 160 + number * 37 % 180;
        int left = (WIDTH - width) / 2;
        fill(left + 8, 48, width, 280, 5);
        fill(left, 40, width, 280, 1);
        fill(left + 16, 60, width - 32, 76, 6);
        for (int line = 0; line < 3; line++) {
            fill(left + 26, 72 + line * 20, (width - 52) * (9 - (number + line * 3) % 5) / 10, 8, 3);
        }
        int keys = 3 + number % 3;
        for (int key = 0; key < keys; key++) {
            fill(
                    left + 18 + key * (width - 36) / keys,
                    160,
                    (width - 36) / keys - 10,
                    34,
                    key == number % keys ? 4 : 2);
        }
        for (int terminal = 0; terminal < width / 24 - 1; terminal++) {
            fill(left + 16 + terminal * 24, 268, 14, 36, terminal % 4 == 3 ? 7 : 2);
        }
    }

    private void fill(int left, int top, int width, int height, int colour) {
        for (int y = top; y < top + height; y++) {
            java.util.Arrays.fill(pixels, y * WIDTH + left, y * WIDTH + left + width, (byte) colour);
        }
    }

    byte[] png() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(WIDTH)
                        .putInt(HEIGHT)
                        .put(new byte[] {8, 3, 0, 0, 0})
                        .array());
        byte[] colours = new byte[palette.length * 3];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = (byte) (palette[i / 3] >> (16 - 8 * (i % 3)));
        }
        chunk(out, "PLTE", colours);
        byte[] rows = new byte[(WIDTH + 1) * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            System.arraycopy(pixels, y * WIDTH, rows, y * (WIDTH + 1) + 1, WIDTH);
        }
        chunk(out, "IDAT", deflated(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) {
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[bytes.length];
            return java.util.Arrays.copyOf(buffer, deflater.deflate(buffer));
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
