package io.trellis.platform.transfer;

import io.trellis.platform.jobs.Job;
import io.trellis.platform.transfer.table.TableFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an import is to do, as its job keeps it.
 *
 * @param operation {@code create}, {@code update} or {@code upsert}
 * @param key field by which rows find their records; {@code id} or null where ids are given or nothing is to be found
 * @param sheet of a workbook; null for the first
 * @param dryRun validates every row and writes none
 * @param columns as the file has them
 * @param errorBytes length of the error file that belongs to the last checkpoint
 * @param allowDuplicates takes rows that duplicate rules only warn of
 */
record ImportSpec(
        String object,
        String operation,
        String key,
        String sheet,
        boolean dryRun,
        String fileName,
        TableFile file,
        List<ImportColumn> columns,
        long errorBytes,
        Boolean allowDuplicates) {
    static final String KIND = "import";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    ImportSpec {
        columns = columns == null ? List.of() : List.copyOf(columns);
        allowDuplicates = Boolean.TRUE.equals(allowDuplicates);
    }

    /**
     * @param samples the first values, for a person to recognise the column
     * @param field the field it goes to; null leaves the column out
     * @param matchBy field of the linked object that the texts are values of; null for columns that are no links
     */
    record ImportColumn(String name, List<String> samples, String field, String matchBy) {
        ImportColumn {
            samples = samples == null ? List.of() : List.copyOf(samples);
        }

        ImportColumn to(String newField, String newMatchBy) {
            return new ImportColumn(name, samples, newField, newMatchBy);
        }
    }

    static ImportSpec of(Job job) {
        return JSON.convertValue(job.data(), ImportSpec.class);
    }

    Map<String, Object> asData() {
        return JSON.convertValue(this, new TypeReference<>() {});
    }

    ImportSpec with(String newOperation, String newKey, boolean newDryRun, List<ImportColumn> newColumns) {
        return new ImportSpec(
                object, newOperation, newKey, sheet, newDryRun, fileName, file, newColumns, 0, allowDuplicates);
    }

    ImportSpec withErrorBytes(long bytes) {
        return new ImportSpec(object, operation, key, sheet, dryRun, fileName, file, columns, bytes, allowDuplicates);
    }

    /** @param allow null leaves it as it is */
    ImportSpec allowingDuplicates(Boolean allow) {
        return allow == null
                ? this
                : new ImportSpec(object, operation, key, sheet, dryRun, fileName, file, columns, errorBytes, allow);
    }

    boolean creates() {
        return !operation.equals("update");
    }

    boolean updates() {
        return !operation.equals("create");
    }

    Optional<ImportColumn> columnOf(String field) {
        return columns.stream().filter(column -> field.equals(column.field())).findFirst();
    }
}
