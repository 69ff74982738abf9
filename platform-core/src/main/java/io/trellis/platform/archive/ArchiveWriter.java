package io.trellis.platform.archive;

import io.trellis.platform.tenant.Tenant;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a tenant as a zip of JSON lines, in constant memory. The file appears under its name only when it is whole and on the disk. */
final class ArchiveWriter {
    private ArchiveWriter() {}

    /** @throws UncheckedIOException when the file can't be written */
    static Manifest write(TenantContent content, boolean credentials, Path file, Progress progress) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Manifest manifest;
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var zip = new ZipOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), StandardCharsets.UTF_8);
                manifest = write(content, credentials, zip, progress);
                zip.finish();
                zip.flush();
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return manifest;
        } catch (IOException failure) {
            throw new UncheckedIOException("The archive " + file + " can't be written", failure);
        } finally {
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException leftBehind) {
                // the name says what it is
            }
        }
    }

    private static Manifest write(TenantContent content, boolean credentials, ZipOutputStream zip, Progress progress)
            throws IOException {
        List<Manifest.Part> parts = new ArrayList<>();
        for (Section section : content.sections()) {
            parts.add(part(content, section, zip, progress));
        }
        Tenant tenant = content.tenant();
        var manifest = new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                Instant.now(),
                new Manifest.Source(tenant.name(), tenant.label(), tenant.demo(), tenant.createdAt()),
                content.catalog().version(),
                credentials,
                parts);
        zip.putNextEntry(new ZipEntry(Manifest.FILE));
        zip.write(manifest.toJson());
        zip.closeEntry();
        return manifest;
    }

    private static Manifest.Part part(TenantContent content, Section section, ZipOutputStream zip, Progress progress)
            throws IOException {
        // What people attach is compressed already, as a rule.
        zip.setLevel(section.kind() == Section.Kind.BLOBS ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(section.part()));
        var out = new PartOutput(zip);
        var hash = new ContentHash();
        if (section.kind() == Section.Kind.BLOBS) {
            blobs(content, out, hash, progress);
        } else {
            try (Lines lines = content.open(section)) {
                for (Line line = lines.next(); line != null; line = lines.next()) {
                    out.line(line.bytes());
                    hash.add(line.bytes());
                    progress.done(section.part(), hash.count());
                }
            }
        }
        out.flush();
        zip.closeEntry();
        return new Manifest.Part(
                section.kind().text,
                section.object(),
                section.objectId(),
                section.part(),
                hash.count(),
                out.size(),
                out.sha256(),
                hash.hex());
    }

    /** As {@link ArchiveBlobs} reads them. */
    private static void blobs(TenantContent content, PartOutput out, ContentHash hash, Progress progress)
            throws IOException {
        try (Blobs blobs = content.openBlobs()) {
            for (BlobEntry blob = blobs.next(); blob != null; blob = blobs.next()) {
                out.line(BlobFormat.INSTANCE.encode(blob));
                MessageDigest sha256 = ContentHash.sha256();
                long size = new DigestInputStream(blobs.content(), sha256).transferTo(out);
                if (size != blob.size()) {
                    throw new IOException("File " + blob.id() + " has " + size + " bytes instead of " + blob.size());
                }
                String digest = ContentHash.hex(sha256.digest());
                out.line(digest.getBytes(StandardCharsets.US_ASCII));
                hash.add(BlobFormat.INSTANCE.encode(new BlobEntry(blob.kind(), blob.id(), blob.name(), size, digest)));
                progress.done(Section.of(Section.Kind.BLOBS).part(), hash.count());
            }
        }
    }

    /** Counts and hashes what becomes a part. */
    private static final class PartOutput extends FilterOutputStream {
        private final MessageDigest sha256;
        private long size;

        PartOutput(OutputStream zip) {
            this(new DigestOutputStream(new BufferedOutputStream(zip, 1 << 15), ContentHash.sha256()));
        }

        private PartOutput(DigestOutputStream digested) {
            super(digested);
            this.sha256 = digested.getMessageDigest();
        }

        void line(byte[] line) throws IOException {
            write(line, 0, line.length);
            write('\n');
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            size += length;
        }

        long size() {
            return size;
        }

        String sha256() {
            return ContentHash.hex(sha256.digest());
        }
    }
}
