package io.cfa.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.state.ContainerSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a window of 20 s is left to watch after a first look at 12:00:00 by the host's clock. */
class StabilityWindowTest {

    private static final String NOW = "2026-11-24T12:00:00Z";
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration UP = Duration.ofDays(30);

    private final StackOnHost stack = new StackOnHost(58082, 58090);

    @BeforeEach
    void theOthersAreUpForHours() {
        stack.clock(NOW, NOW, UP)
                .container("p", upForHours("postgres"))
                .container("k", upForHours("keycloak"))
                .container("i", upForHours("identity"));
    }

    @Test
    void nothingWhereAllAreUpForLonger() {
        assertThat(left(upForHours("identity"))).isEqualTo("0 s");
        assertThat(window().describe())
                .isEqualTo("not watching for restarts: all are up for 20 s or longer, and are looked at again");
    }

    @Test
    void whatIsLeftOfOneThatWasStartedLately() {
        assertThat(left(startedAt("11:59:52").health(null, ""))).isEqualTo("12 s");
        assertThat(window().describe()).isEqualTo("watching for restarts for 12 s of 20 s: identity is up for 8 s");
        assertThat(left(startedAt("11:59:40.001").health(null, ""))).isEqualTo("1 ms");
        assertThat(window().describe()).isEqualTo("watching for restarts for 1 s of 20 s: identity is up for 19 s");
        assertThat(left(startedAt("11:59:40").health(null, ""))).isEqualTo("0 s");
    }

    @Test
    void theYoungestOfAllDecides() {
        stack.container("p", startedAt("11:59:50").health(null, ""));
        assertThat(left(startedAt("11:59:58").health(null, ""))).isEqualTo("18 s");
    }

    @Test
    void aContainerThatIsHealthyForTwoSecondsHasItsStartCounted() {
        assertThat(left(startedAt("11:59:52").checked("1, 2026-11-24T11:59:54Z", "0, 2026-11-24T11:59:58Z")))
                .isEqualTo("12 s");
    }

    @Test
    void halfOfItAfterAStartThatTookLongerThanAWindow() {
        assertThat(left(startedAt("11:58:45").checked("0, 2026-11-24T11:59:59Z")))
                .isEqualTo("9 s");
    }

    @Test
    void halfOfItAfterAHealthCheckThatFailedInBetween() {
        assertThat(left(startedAt("09:00:00")
                        .checked("0, 2026-11-24T11:57:00Z", "1, 2026-11-24T11:58:00Z", "0, 2026-11-24T11:59:57+00:00")))
                .isEqualTo("7 s");
    }

    @Test
    void halfOfItWhereTheLastHealthCheckFailedThoughTheEngineStillSaysHealthy() {
        assertThat(left(startedAt("09:00:00").checked("0, 2026-11-24T11:57:00Z", "1, 2026-11-24T11:59:58Z")))
                .isEqualTo("10 s");
    }

    @Test
    void allOfItWhereTheEngineSaysUnhealthy() {
        assertThat(left(upForHours("identity").health("unhealthy", ""))).isEqualTo("20 s");
        assertThat(window().describe()).isEqualTo("watching for restarts for 20 s");
    }

    @Test
    void allOfItOfOneThatTheEngineRestartedNotLongAgo() {
        assertThat(left(startedAt("11:56:41")
                        .restarts(3, "2026-11-24T11:56:41Z")
                        .health(null, "")))
                .isEqualTo("20 s");
        assertThat(left(startedAt("11:56:40")
                        .restarts(3, "2026-11-24T11:56:40Z")
                        .health(null, "")))
                .isEqualTo("0 s");
    }

    @Test
    void allOfItOfOneThatWasStartedInTheFuture() {
        assertThat(left(startedAt("12:00:01").health(null, ""))).isEqualTo("20 s");
    }

    @Test
    void allOfItWhereTheHostTellsNoTime() {
        assertThat(window(new StackOnHost(58082, 58090)).rest()).isEqualTo(LENGTH);
    }

    @Test
    void noMoreIsTakenOffThanTheHostIsUpWhoseClockWasSetForwardAfterItsBoot() {
        stack.clock(NOW, NOW, Duration.ofSeconds(5));
        assertThat(left(upForHours("identity"))).isEqualTo("15 s");
    }

    private static ContainerJson upForHours(String service) {
        return ContainerJson.of(service).restarts(0, "2026-11-24T09:00:00Z").health(null, "");
    }

    private static ContainerJson startedAt(String time) {
        return ContainerJson.of("identity").restarts(0, "2026-11-24T" + time + "Z");
    }

    private String left(ContainerJson identity) {
        stack.container("i", identity);
        Duration rest = window().rest();
        return rest.toMillis() % 1000 == 0 ? rest.toSeconds() + " s" : rest.toMillis() + " ms";
    }

    private StabilityWindow window() {
        return window(stack);
    }

    private static StabilityWindow window(StackOnHost stack) {
        ContainerSnapshot first = ContainerSnapshot.of(stack.host(), "cfa");
        return StabilityWindow.of(first, stack.stack().services(), LENGTH);
    }
}
