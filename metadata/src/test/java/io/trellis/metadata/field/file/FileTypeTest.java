package io.trellis.metadata.field.file;

import io.trellis.metadata.field.FieldTypeContract;
import java.util.Map;

class FileTypeTest extends FieldTypeContract {
    FileTypeTest() {
        super(new FileType(), "\"maxSize\": 10");
        takes(
                Map.of("name", "a.txt", "data", "data:text/plain;base64,aGVsbG8="),
                Map.of("name", "a.txt", "type", "text/plain", "size", 5L, "data", "data:text/plain;base64,aGVsbG8="));
        takes(
                "data:text/html;base64,aGVsbG8=",
                Map.of(
                        "name",
                        "",
                        "type",
                        "application/octet-stream",
                        "size",
                        5L,
                        "data",
                        "data:application/octet-stream;base64,aGVsbG8="));
        refuses("data:text/plain;base64,aGVsbG8gaGVsbG8gaGVsbG8=", "FILE_TOO_LARGE");
        with("\"accept\": [\"image/*\"]");
        refuses("data:text/plain;base64,aGVsbG8=", "FILE_TYPE_NOT_ACCEPTED");
    }
}
