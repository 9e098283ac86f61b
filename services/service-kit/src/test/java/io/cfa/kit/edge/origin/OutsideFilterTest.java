package io.cfa.kit.edge.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.access.OpenPaths;
import io.cfa.kit.edge.origin.InsideNetworks.Network;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OutsideFilterTest {

    private static final InsideNetworks INSIDE = new InsideNetworks(List.of(Network.of("172.18.0.0/16")), Set.of());
    private static final List<String> PAGES =
            List.of("/swagger", "/swagger-ui/swagger-ui.css", "/openapi", "/health", "/health/live", "/health/ready");
    private static final List<String> METRICS = List.of("/metrics", "/%6detrics", "/metrics;x=1", "/metrics/");
    private static final List<String> DOMAIN = List.of("/participants", "/", "/openapi.yaml", "/healthy", "/swagger/x");

    @Test
    void fromOutsideOnlyThePagesAndTheHealthAnswer() {
        assertThat(PAGES).allMatch(path -> passes("203.0.113.9", path, false));
        assertThat(DOMAIN).noneMatch(path -> passes("203.0.113.9", path, false));
        assertThat(METRICS).noneMatch(path -> passes("203.0.113.9", path, false));
    }

    @Test
    void theSwitchOpensTheDomainAndNotTheMetrics() {
        assertThat(PAGES).allMatch(path -> passes("203.0.113.9", path, true));
        assertThat(DOMAIN).allMatch(path -> passes("203.0.113.9", path, true));
        assertThat(METRICS).noneMatch(path -> passes("203.0.113.9", path, true));
    }

    @Test
    void fromInsideAllAnswers() {
        for (List<String> paths : List.of(PAGES, METRICS, DOMAIN)) {
            assertThat(paths).allMatch(path -> passes("172.18.0.7", path, false));
        }
    }

    @Test
    void nobodyGetsWellKnownMetadata() {
        assertThat(passes("127.0.0.1", "/.well-known/oauth-protected-resource", true))
                .isFalse();
    }

    private static boolean passes(String caller, String path, boolean open) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(caller);
        MockFilterChain chain = new MockFilterChain();
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            new OutsideFilter(INSIDE, open, OpenPaths.PAGES).doFilter(request, response, chain);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        boolean passed = chain.getRequest() != null;
        assertThat(response.getStatus()).as(path).isEqualTo(passed ? 200 : 404);
        return passed;
    }
}
