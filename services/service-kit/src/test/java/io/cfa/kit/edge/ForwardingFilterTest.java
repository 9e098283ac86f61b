package io.cfa.kit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.edge.origin.EdgeAddress;
import io.cfa.kit.edge.origin.ForwardingFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForwardingFilterTest {

    @Test
    void ofTheEdgeTheCallersAddressSchemeAndHostAreTaken() throws Exception {
        HttpServletRequest seen = through(new ForwardingFilter("172.18.0.4"::equals), "172.18.0.4");
        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
        assertThat(seen.getScheme()).isEqualTo("https");
        assertThat(seen.isSecure()).isTrue();
        assertThat(seen.getServerName()).isEqualTo("cfa2.test");
        assertThat(Collections.list(seen.getHeaderNames())).containsExactly("Accept");
    }

    @Test
    void ofAnybodyElseNothingIsTakenAndNothingPassedOn() throws Exception {
        HttpServletRequest seen = through(new ForwardingFilter("172.18.0.4"::equals), "172.18.0.5");
        assertThat(seen.getRemoteAddr()).isEqualTo("172.18.0.5");
        assertThat(seen.getScheme()).isEqualTo("http");
        assertThat(seen.getServerName()).isEqualTo("localhost");
        assertThat(Collections.list(seen.getHeaderNames())).containsExactly("Accept");
    }

    /** An edge adds the address that it has seen to what its caller says; some add a header, some a word, and most know nothing of the other headers. */
    @Test
    void ofWhatACallerOfTheEdgeHasForgedNothingIsTaken() throws Exception {
        MockHttpServletRequest forged = new MockHttpServletRequest("GET", "/metrics");
        forged.setRemoteAddr("172.18.0.4");
        forged.addHeader("Forwarded", "for=127.0.0.1;host=evil.test");
        forged.addHeader("X-Forwarded-For", "127.0.0.1, 127.0.0.1");
        forged.addHeader("X-Forwarded-For", "127.0.0.1, 203.0.113.9");
        forged.addHeader("X-Forwarded-Host", "evil.test, cfa2.test");
        forged.addHeader("X-Forwarded-Prefix", "/swagger-ui");
        HttpServletRequest seen = seen(new ForwardingFilter("172.18.0.4"::equals), forged);
        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
        assertThat(seen.getRemoteHost()).isEqualTo("203.0.113.9");
        assertThat(seen.getServerName()).isEqualTo("cfa2.test");
        assertThat(seen.getRequestURI()).isEqualTo("/metrics");
        assertThat(Collections.list(seen.getHeaderNames())).isEmpty();
    }

    @Test
    void whomTheEdgeDoesNotNameIsNobodyInside() throws Exception {
        for (String said : new String[] {"", "unknown", "keycloak", "127.0.0.1, ", "_hidden"}) {
            MockHttpServletRequest nameless = new MockHttpServletRequest("GET", "/metrics");
            nameless.setRemoteAddr("172.18.0.4");
            if (!said.isEmpty()) {
                nameless.addHeader("X-Forwarded-For", said);
            }
            assertThat(seen(new ForwardingFilter("172.18.0.4"::equals), nameless)
                            .getRemoteAddr())
                    .as(said)
                    .isEqualTo("0.0.0.0");
        }
        MockHttpServletRequest six = new MockHttpServletRequest("GET", "/metrics");
        six.setRemoteAddr("172.18.0.4");
        six.addHeader("X-Forwarded-For", "2001:db8::1");
        assertThat(seen(new ForwardingFilter("172.18.0.4"::equals), six).getRemoteAddr())
                .isEqualTo("2001:db8::1");
    }

    @Test
    void theBodyIsReadFromTheConnectionThatTheEdgeHas() throws Exception {
        HttpServletRequest seen = through(new ForwardingFilter("172.18.0.4"::equals), "172.18.0.4");
        assertThat(BodyArrival.addressOf(seen).getAddress().getHostAddress()).isEqualTo("172.18.0.4");
    }

    @Test
    void theEdgeIsKnownByItsName() {
        assertThat(new EdgeAddress("localhost").test("127.0.0.1")).isTrue();
        assertThat(new EdgeAddress("localhost").test("127.0.0.2")).isFalse();
        assertThat(new EdgeAddress("").test("127.0.0.1")).isFalse();
        assertThat(new EdgeAddress("no-such-host.invalid").test("127.0.0.1")).isFalse();
    }

    private static HttpServletRequest through(ForwardingFilter filter, String peer) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/openapi");
        request.setRemoteAddr(peer);
        request.addHeader("Accept", "*/*");
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "cfa2.test");
        request.addHeader("Forwarded", "for=198.51.100.1");
        return seen(filter, request);
    }

    private static HttpServletRequest seen(ForwardingFilter filter, MockHttpServletRequest request) throws Exception {
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        return (HttpServletRequest) chain.getRequest();
    }
}
