package io.trellis.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
    @TempDir
    Path folder;

    /** Left half red but for its upper part, which is green; the right half blue. */
    private static BufferedImage flag(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.dispose();
        return image;
    }

    private static byte[] bytes(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    /** Puts an EXIF segment with nothing but an orientation behind the first marker. */
    private static byte[] held(byte[] jpeg, int orientation, boolean little) {
        byte[] tiff = HexFormat.of()
                .parseHex(
                        little
                                ? "49492a0008000000" + "0100" + "12010300010000000" + orientation + "000000"
                                        + "00000000"
                                : "4d4d002a00000008" + "0001" + "0112000300000001000" + orientation + "0000"
                                        + "00000000");
        byte[] segment = new byte[10 + tiff.length];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) 0xe1;
        segment[2] = (byte) ((segment.length - 2) >> 8);
        segment[3] = (byte) (segment.length - 2);
        System.arraycopy(new byte[] {'E', 'x', 'i', 'f', 0, 0}, 0, segment, 4, 6);
        System.arraycopy(tiff, 0, segment, 10, tiff.length);
        byte[] all = new byte[jpeg.length + segment.length];
        System.arraycopy(jpeg, 0, all, 0, 2);
        System.arraycopy(segment, 0, all, 2, segment.length);
        System.arraycopy(jpeg, 2, all, 2 + segment.length, jpeg.length - 2);
        return all;
    }

    private static ImageHead head(byte[] picture, String type) throws IOException {
        return ImageHead.read(new ByteArrayInputStream(picture), type).orElseThrow();
    }

    private BufferedImage small(byte[] picture, String type, int size) throws IOException {
        Path file = Files.write(folder.resolve("picture"), picture);
        return ImageIO.read(new ByteArrayInputStream(Picture.small(file, type, head(picture, type), size)));
    }

    private static String colour(BufferedImage image, double x, double y) {
        Color at = new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
        return at.getRed() > 150 ? "red" : at.getGreen() > 150 ? "green" : at.getBlue() > 150 ? "blue" : at.toString();
    }

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpg, image/jpeg", "gif, image/gif"})
    void makesSmallOnesOfEveryKind(String format, String type) throws IOException {
        byte[] large = bytes(flag(3000, 1500, BufferedImage.TYPE_INT_RGB), format);
        assertThat(head(large, type)).isEqualTo(new ImageHead(3000, 1500, 1));
        BufferedImage small = small(large, type, 256);
        assertThat(small.getWidth()).isEqualTo(256);
        assertThat(small.getHeight()).isEqualTo(128);
        assertThat(colour(small, 0.25, 0.25)).isEqualTo("green");
        assertThat(colour(small, 0.25, 0.75)).isEqualTo("red");
        assertThat(colour(small, 0.75, 0.5)).isEqualTo("blue");
    }

    /** How the camera was held, and what is then above on the left. The flag has green above, red below on the left. */
    @ParameterizedTest
    @CsvSource({
        "1, green, blue, red, blue",
        "2, blue, green, blue, red",
        "3, blue, red, blue, green",
        "4, red, blue, green, blue",
        "5, green, red, blue, blue",
        "6, red, green, blue, blue",
        "7, blue, blue, red, green",
        "8, blue, blue, green, red"
    })
    void turnsPicturesUpright(int orientation, String aboveLeft, String aboveRight, String belowLeft, String belowRight)
            throws IOException {
        byte[] jpeg = bytes(flag(400, 200, BufferedImage.TYPE_INT_RGB), "jpg");
        for (boolean little : new boolean[] {true, false}) {
            byte[] turned = held(jpeg, orientation, little);
            assertThat(head(turned, "image/jpeg").orientation()).isEqualTo(orientation);
            BufferedImage small = small(turned, "image/jpeg", 96);
            assertThat(small.getWidth()).isEqualTo(orientation >= 5 ? 48 : 96);
            assertThat(colour(small, 0.25, 0.25)).isEqualTo(aboveLeft);
            assertThat(colour(small, 0.75, 0.25)).isEqualTo(aboveRight);
            assertThat(colour(small, 0.25, 0.75)).isEqualTo(belowLeft);
            assertThat(colour(small, 0.75, 0.75)).isEqualTo(belowRight);
        }
    }

    @Test
    void whatIsTransparentBecomesWhite() throws IOException {
        byte[] png = bytes(new BufferedImage(50, 50, BufferedImage.TYPE_INT_ARGB), "png");
        assertThat(small(png, "image/png", 96).getRGB(25, 25) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void refusesMorePixelsThanItsHeadMayClaim() throws IOException {
        byte[] png = bytes(flag(10, 10, BufferedImage.TYPE_INT_RGB), "png");
        ImageHead honest = head(png, "image/png");
        png[17] = png[21] = 1;
        Path file = Files.write(folder.resolve("bomb"), png);
        assertThat(head(png, "image/png").pixels()).isGreaterThan(Thumbnails.MOST_PIXELS);
        assertThatThrownBy(() -> Picture.small(file, "image/png", honest, 96))
                .isInstanceOf(IOException.class)
                .hasMessage("Too many pixels");
    }

    @Test
    void readsTheHeadsOfWebP() throws IOException {
        for (String hex : new String[] {
            "52494646 00000000 57454250 56503858 0a000000 00000000 7f0200 df0100",
            "52494646 00000000 57454250 5650384c 00000000 2f 7f c2 77 00",
            "52494646 00000000 57454250 56503820 00000000 000000 9d012a 8002 e001"
        }) {
            byte[] webp = HexFormat.of().parseHex(hex.replace(" ", ""));
            assertThat(head(webp, "image/webp")).as(hex).isEqualTo(new ImageHead(640, 480, 1));
        }
    }

    @Test
    void findsNoHeadInDamagedPictures() throws IOException {
        byte[] jpeg = bytes(flag(40, 20, BufferedImage.TYPE_INT_RGB), "jpg");
        var random = new java.util.Random(3);
        for (int cut = 0; cut < 150; cut++) {
            assertThat(read(java.util.Arrays.copyOf(jpeg, cut))).isEmpty();
        }
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = held(jpeg, 6, i % 2 == 0);
            for (int n = 0; n < 4; n++) {
                damaged[2 + random.nextInt(80)] = (byte) random.nextInt();
            }
            read(damaged);
        }
    }

    private static Optional<ImageHead> read(byte[] jpeg) throws IOException {
        return ImageHead.read(new ByteArrayInputStream(jpeg), "image/jpeg");
    }
}
