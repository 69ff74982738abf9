package io.trellis.apps.demo;

import java.util.List;
import java.util.Map;

/** Where invented records go: the product's own write path, acting as a named system actor. */
public interface DemoWriter {
    /**
     * Creates records in one go.
     *
     * @param records JSON-like values by field name; links are record ids
     * @return the new ids, in the order given
     */
    List<String> create(String object, List<Map<String, Object>> records);

    /**
     * Changes records in one go.
     *
     * @param changes by id the fields to change
     */
    void update(String object, Map<String, Map<String, Object>> changes);

    /**
     * Sends a file for a record to take.
     *
     * @param field null for an attachment
     * @return its id
     */
    String upload(String object, String field, String name, byte[] content);

    /** Puts an uploaded file among a record's attachments. */
    void attach(String object, String id, String file);
}
