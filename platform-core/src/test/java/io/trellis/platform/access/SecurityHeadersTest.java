package io.trellis.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SecurityHeadersTest {
    private static MockHttpServletResponse answer(String host, boolean secure, String path, String... hosts)
            throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        request.setServerName(host);
        request.setSecure(secure);
        var response = new MockHttpServletResponse();
        new SecurityHeaders(Set.of(hosts)).doFilter(request, response, new MockFilterChain());
        return response;
    }

    @Test
    void keepsBrowsersToTheirWordOnlyOverHttps() throws Exception {
        assertThat(answer("a", true, "/").getHeader("Strict-Transport-Security"))
                .startsWith("max-age=");
        assertThat(answer("a", false, "/").getHeader("Strict-Transport-Security"))
                .isNull();
    }

    @Test
    void answersOfTheApiAreNotKeptAndMetadataOnlyAfterAsking() throws Exception {
        assertThat(answer("a", false, "/api/v1/records/x").getHeader("Cache-Control"))
                .isEqualTo("no-store");
        assertThat(answer("a", false, "/api/v1/meta/catalog").getHeader("Cache-Control"))
                .isEqualTo("private, no-cache");
        assertThat(answer("a", false, "/index.html").getHeader("Cache-Control")).isNull();
    }

    @Test
    void refusesNamesThatAreNotItsOwn() throws Exception {
        var refused = answer("evil.example", false, "/", "crm.example", "localhost");
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("UNKNOWN_HOST");
        assertThat(answer("CRM.example", false, "/", "crm.example").getStatus()).isEqualTo(200);
        assertThat(answer("anything", false, "/").getStatus()).isEqualTo(200);
    }
}
