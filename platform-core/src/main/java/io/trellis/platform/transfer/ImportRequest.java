package io.trellis.platform.transfer;

import java.util.List;

/**
 * What a person says about an import: with the upload, and while its mapping is decided. Absent means: as it is.
 *
 * @param mapping every column that is to be imported; columns left out are not
 * @param start lets the import run
 * @param allowDuplicates takes rows that duplicate rules only warn of
 */
record ImportRequest(
        String object,
        String operation,
        String key,
        List<ColumnMapping> mapping,
        String sheet,
        Boolean dryRun,
        Boolean start,
        Boolean allowDuplicates) {
    static final ImportRequest NOTHING = new ImportRequest(null, null, null, null, null, null, null);

    ImportRequest(
            String object,
            String operation,
            String key,
            List<ColumnMapping> mapping,
            String sheet,
            Boolean dryRun,
            Boolean start) {
        this(object, operation, key, mapping, sheet, dryRun, start, null);
    }

    /**
     * @param column name as in the file
     * @param field name of the field; null leaves the column out
     * @param matchBy for links: field of the linked object whose values the column has; null for its name
     */
    record ColumnMapping(String column, String field, String matchBy) {}
}
