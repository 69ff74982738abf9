package io.trellis.server;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the screens that the ui module puts into its jar. Files with a hash in their name are kept by browsers for ever; any
 * other path that is not the API's is the one page, whose router reads the address.
 */
@Configuration(proxyBeanMethods = false)
class ScreenPages implements WebMvcConfigurer {
    private static final String PAGES = "META-INF/resources/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/" + PAGES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(365, TimeUnit.DAYS).cachePublic().immutable());
        registry.addResourceHandler("/", "/**")
                .addResourceLocations("classpath:/" + PAGES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new OnePage());
    }

    private static final class OnePage extends PathResourceResolver {
        private final Resource page = new ClassPathResource(PAGES + "index.html");

        @Override
        protected Resource getResource(String path, Resource location) throws java.io.IOException {
            Resource file = super.getResource(path, location);
            if (file != null && !path.isEmpty()) {
                return file;
            }
            // A missing API path or file is not a screen: it must stay a 404.
            boolean screen = !path.startsWith("api/")
                    && !path.substring(path.lastIndexOf('/') + 1).contains(".");
            return screen && page.exists() ? page : null;
        }
    }
}
