package io.trellis.platform.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.TransportUtils;
import java.io.File;
import java.io.IOException;

/**
 * Where the engine is and how to sign in there. Written down nowhere: it holds secrets.
 *
 * @param url {@code http(s)://host:port}
 * @param apiKey or null; then user and password, or neither where the engine asks for nothing
 * @param authority PEM file of the authority that signed the engine's certificate, or null for those the JVM knows
 * @param shards of an index that is made
 */
public record Connection(String url, String apiKey, String username, String password, String authority, int shards) {
    /** To an engine without security. */
    public static Connection open(String url) {
        return new Connection(url, null, null, null, null, 1);
    }

    ElasticsearchClient connect() {
        return ElasticsearchClient.of(client -> {
            client.host(url).jsonMapper(new Jackson3JsonpMapper());
            if (apiKey != null) {
                client.apiKey(apiKey);
            } else if (username != null) {
                client.usernameAndPassword(username, password);
            }
            if (authority != null) {
                client.sslContext(trusting(authority));
            }
            return client;
        });
    }

    private static javax.net.ssl.SSLContext trusting(String authority) {
        try {
            return TransportUtils.sslContextFromHttpCaCrt(new File(authority));
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "The certificate in TRELLIS_SEARCH_CA can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public String toString() {
        return "Elasticsearch at " + url.replaceAll("//[^/@]*@", "//");
    }
}
