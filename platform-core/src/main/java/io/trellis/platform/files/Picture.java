package io.trellis.platform.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes a picture small and upright. Decodes every n-th pixel only, so that a large one needs no large memory. */
final class Picture {
    static final String TYPE = "image/jpeg";
    private static final float QUALITY = 0.82f;

    private Picture() {}

    /**
     * @param size pixels of the longer side
     * @return a JPEG; what was transparent is white
     * @throws IOException when the picture can't be decoded
     */
    static byte[] small(Path file, String type, ImageHead head, int size) throws IOException {
        BufferedImage decoded = decode(file, type, head, size);
        double factor = Math.min(1, (double) size / Math.max(decoded.getWidth(), decoded.getHeight()));
        int width = Math.max(1, (int) Math.round(decoded.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(decoded.getHeight() * factor));
        var upright = new BufferedImage(
                head.lying() ? height : width, head.lying() ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = upright.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, upright.getWidth(), upright.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.transform(turn(head.orientation(), width, height));
        graphics.drawImage(decoded, 0, 0, width, height, null);
        graphics.dispose();
        return jpeg(upright);
    }

    private static BufferedImage decode(Path file, String type, ImageHead head, int size) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
        if (!readers.hasNext()) {
            throw new IOException("No decoder for " + type);
        }
        ImageReader reader = readers.next();
        try (var in = new FileImageInputStream(file.toFile())) {
            // Without metadata: a compressed comment may be a bomb of its own.
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > Thumbnails.MOST_PIXELS) {
                throw new IOException("Too many pixels");
            }
            ImageReadParam every = reader.getDefaultReadParam();
            // At least twice as large as wanted, so that what is left out can't be seen.
            int step = Math.max(1, Math.max(head.width(), head.height()) / (2 * size));
            every.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, every);
        } finally {
            reader.dispose();
        }
    }

    /** What brings a picture of this size upright; orientations as EXIF counts them. */
    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(TYPE).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
