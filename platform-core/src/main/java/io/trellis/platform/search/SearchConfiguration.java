package io.trellis.platform.search;

import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.lucene.LuceneIndex;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Which search engine: {@code trellis.search} (environment {@code TRELLIS_SEARCH}) is the address of an Elasticsearch 9, or empty for the
 * embedded one in the data folder.
 */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean(destroyMethod = "close")
    SearchIndex searchIndex(@Value("${trellis.home:./data}") Path home) {
        return LuceneIndex.open(home.resolve("search"));
    }
}
