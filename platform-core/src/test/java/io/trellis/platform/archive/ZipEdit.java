package io.trellis.platform.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An archive in somebody's hands: unpacked, changed, and packed again, with or without new hashes. */
final class ZipEdit {
    private static final JsonMapper JSON = JsonMapper.shared();

    final Map<String, byte[]> entries = new LinkedHashMap<>();

    ZipEdit(Path file) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
    }

    /** Changes a part's text and leaves the manifest as it is. */
    ZipEdit edit(String part, UnaryOperator<String> change) {
        entries.compute(part, (_, bytes) -> change.apply(new String(bytes, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Changes a part's text and makes the manifest say so, as somebody would who knows how. */
    ZipEdit forge(String part, UnaryOperator<String> change) {
        edit(part, change);
        byte[] bytes = entries.get(part);
        var hash = new ContentHash();
        String text = new String(bytes, StandardCharsets.UTF_8);
        text.lines().forEach(line -> hash.add(line.getBytes(StandardCharsets.UTF_8)));
        return manifest(manifest -> manifest.path("parts").forEach(node -> {
            if (node.path("file").asString().equals(part)) {
                ((ObjectNode) node)
                        .put("lines", hash.count())
                        .put("bytes", bytes.length)
                        .put("content", hash.hex())
                        .put("sha256", ContentHash.hex(ContentHash.sha256().digest(bytes)));
            }
        }));
    }

    ZipEdit manifest(java.util.function.Consumer<ObjectNode> change) {
        ObjectNode manifest = (ObjectNode) JSON.readTree(entries.get(Manifest.FILE));
        change.accept(manifest);
        entries.put(Manifest.FILE, JSON.writeValueAsBytes(manifest));
        return this;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }
}
