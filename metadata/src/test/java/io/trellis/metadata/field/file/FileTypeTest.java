package io.trellis.metadata.field.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.field.FieldTypeContract;
import io.trellis.metadata.field.FileValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileTypeTest extends FieldTypeContract {
    FileTypeTest() {
        super(new FileType(), "\"maxSize\": 10");
        takes(
                Map.of("name", "a.txt", "data", "data:text/plain;base64,aGVsbG8="),
                Map.of("name", "a.txt", "type", "text/plain", "size", 5L, "data", "data:text/plain;base64,aGVsbG8="));
        takes("fil_01HZZZZZZZZZZZZZZZZZZZZZZZ", Map.of("id", "fil_01HZZZZZZZZZZZZZZZZZZZZZZZ"));
        takes(
                Map.of("id", "fil_01HZZZZZZZZZZZZZZZZZZZZZZZ", "name", "a.txt", "type", "text/html", "size", 7L),
                Map.of("id", "fil_01HZZZZZZZZZZZZZZZZZZZZZZZ"));
        takes("图 (2).png (fil_01HZZZZZZZZZZZZZZZZZZZZZZZ)", Map.of("id", "fil_01HZZZZZZZZZZZZZZZZZZZZZZZ"));
        refuses(Map.of("id", "../../etc/passwd"), "NOT_A_FILE");
        refuses("fil_01hzzzzzzzzzzzzzzzzzzzzzzz", "NOT_A_FILE");
        refusesDefinition("\"maxSize\": 0", "BELOW_MINIMUM");
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

    private static List<String> problems(String type, long size) {
        FieldDefinition field = new FieldDefinition(
                "it",
                "it",
                "file",
                null,
                null,
                false,
                false,
                false,
                false,
                false,
                false,
                null,
                null,
                Map.of("maxSize", 10L, "accept", List.of("image/*", "application/pdf")));
        List<String> codes = new ArrayList<>();
        new FileType().checkFile(field, type, size, problem -> codes.add(problem.code()));
        return codes;
    }

    @Test
    void writesItsValuesForTables() {
        assertThat(FileValueType.text(Map.of("id", "fil_1", "name", "a.txt"))).isEqualTo("a.txt (fil_1)");
        assertThat(FileValueType.text(Map.of("name", "", "type", "image/png", "data", "data:…")))
                .isEqualTo("image/png");
    }

    @Test
    void checksUploadsAgainstItsLimits() {
        assertThat(problems("application/pdf", 10)).isEmpty();
        assertThat(problems("image/png", 0)).isEmpty();
        assertThat(problems("text/html", 11)).containsExactly("FILE_TOO_LARGE", "FILE_TYPE_NOT_ACCEPTED");
    }
}
