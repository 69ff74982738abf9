package io.trellis.platform.search.elasticsearch;

import io.trellis.platform.search.engine.Channel;
import io.trellis.platform.search.engine.Question;
import io.trellis.platform.search.engine.SearchDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fields of the index and documents as they are sent: tokens are made here already, so each sequence is a text of tokens and blanks. */
final class Layout {
    static final String PARTITION = "partition";
    static final String TERM = "term";
    static final String CREATED = "created";
    /** What the index says about itself; nothing else is kept of a document's source. */
    static final String STATE = "state";
    /** Raise it when documents are laid out differently: another index is made then. */
    static final int VERSION = 1;

    private Layout() {}

    static String field(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    static String id(String partition, String record) {
        return partition + "/" + record;
    }

    static String record(String partition, String id) {
        return id.substring(partition.length() + 1);
    }

    /** Settings and mappings, as JSON. */
    static String definition(int shards) {
        var fields = new StringBuilder();
        for (Channel channel : Channel.values()) {
            fields.append(
                    ",\"%s\":{\"type\":\"text\",\"analyzer\":\"whitespace\",\"norms\":false,\"index_options\":\"%s\"}"
                            .formatted(field(channel), channel.places() ? "positions" : "docs"));
        }
        return """
                {"settings":{"number_of_shards":%d,"auto_expand_replicas":"0-1","refresh_interval":"-1","max_result_window":%d},
                 "mappings":{"dynamic":"strict","_source":{"includes":["%s"]},"properties":{
                   "%s":{"type":"keyword","doc_values":false},"%s":{"type":"keyword","doc_values":false},
                   "%s":{"type":"long","index":false},"%s":{"type":"object","enabled":false}%s}}}""".formatted(shards, Question.MOST, STATE, PARTITION, TERM, CREATED, STATE, fields);
    }

    static Map<String, Object> source(SearchDocument document) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put(PARTITION, document.partition());
        source.put(TERM, document.terms());
        source.put(CREATED, document.created());
        document.texts()
                .forEach((channel, sequences) -> source.put(
                        field(channel), sequences.stream().map(Layout::text).toList()));
        return source;
    }

    static String text(List<String> tokens) {
        return String.join(" ", tokens);
    }
}
