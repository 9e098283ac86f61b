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
        if (!peer.equals("172.18.0.4")) {
            return seen(filter, request);
        }
        // the edge takes this one away
        request.removeHeader("Forwarded");
        return seen(filter, request);
    }

    private static HttpServletRequest seen(ForwardingFilter filter, MockHttpServletRequest request) throws Exception {
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        return (HttpServletRequest) chain.getRequest();
    }
}
