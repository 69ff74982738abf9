package io.trellis.platform.search;

import io.trellis.platform.search.elasticsearch.Connection;
import io.trellis.platform.search.elasticsearch.ElasticsearchIndex;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.index.Installation;
import io.trellis.platform.search.lucene.LuceneIndex;
import io.trellis.platform.store.RecordStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Which search engine: {@code trellis.search} (environment {@code TRELLIS_SEARCH}) is the address of an Elasticsearch 9, or empty for the
 * embedded one in the data folder. The engine's key, or user and password, have settings of their own.
 */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean(destroyMethod = "close")
    SearchIndex searchIndex(
            RecordStore store,
            @Value("${trellis.home:./data}") Path home,
            @Value("${trellis.search:}") String url,
            @Value("${trellis.search.api-key:}") String apiKey,
            @Value("${trellis.search.username:}") String username,
            @Value("${trellis.search.password:}") String password,
            @Value("${trellis.search.ca:}") String authority,
            @Value("${trellis.search.shards:1}") int shards) {
        if (url.isBlank()) {
            return LuceneIndex.open(home.resolve("search"));
        }
        if (!url.matches("https?://\\S+")) {
            throw new IllegalStateException(
                    "TRELLIS_SEARCH must be the address of an Elasticsearch, http(s)://host:port; leave it out for the"
                            + " embedded engine.");
        }
        return new ElasticsearchIndex(
                new Connection(url, given(apiKey), given(username), given(password), given(authority), shards),
                Installation.id(store.system()));
    }

    private static String given(String setting) {
        return setting.isBlank() ? null : setting;
    }
}
