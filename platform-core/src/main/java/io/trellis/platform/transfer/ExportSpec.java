package io.trellis.platform.transfer;

import io.trellis.platform.jobs.Job;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an export is to write, both as it is asked for and as its job keeps it.
 *
 * @param filter in the expression language; null for all
 * @param q text to be contained in a search field; null for none
 * @param sort field names, {@code -amount} for descending
 * @param fields own fields and dotted paths; null or empty for every readable field
 * @param format {@code csv} or {@code xlsx}; null for csv
 */
record ExportSpec(String object, String filter, String q, List<String> sort, List<String> fields, String format) {
    static final String KIND = "export";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    ExportSpec {
        sort = sort == null ? List.of() : List.copyOf(sort);
        fields = fields == null ? List.of() : List.copyOf(fields);
        format = format == null ? "csv" : format;
    }

    static ExportSpec of(Job job) {
        return JSON.convertValue(job.data(), ExportSpec.class);
    }

    Map<String, Object> asData() {
        return JSON.convertValue(this, new TypeReference<>() {});
    }
}
