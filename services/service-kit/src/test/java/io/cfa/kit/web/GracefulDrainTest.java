package io.cfa.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class GracefulDrainTest {

    /** So long that no machine is too slow for it. */
    private final GracefulDrain draining = new GracefulDrain(Duration.ofDays(1));

    private MockHttpServletResponse ask(String path) throws Exception {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        GracefulDrain.closesIn(draining)
                .getFilter()
                .doFilter(new MockHttpServletRequest("GET", path), answer, new MockFilterChain());
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/ready", "/assets"})
    void whatIsToldToStopSaysInEachAnswerForHowLongItIsThereAndKeepsNoConnection(String path) throws Exception {
        assertThat(ask(path).getHeaderNames()).isEmpty();
        draining.announce();
        MockHttpServletResponse answer = ask(path);
        assertThat(Long.parseLong(answer.getHeader("Cfa-Closes-In")))
                .isBetween(1L, Duration.ofDays(1).toMillis());
        assertThat(answer.getHeader("Connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void whoeverAsksHowItIsDoesNotKeepItFromStopping(String probe) throws Exception {
        ask(probe);
        assertThat(draining.isStillAsked()).isFalse();
    }

    @Test
    void aRequestKeepsItForAWhile() throws Exception {
        ask("/healthy-assets");
        assertThat(draining.isStillAsked()).isTrue();
    }
}
