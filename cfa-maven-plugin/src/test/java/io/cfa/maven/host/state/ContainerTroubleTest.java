package io.cfa.maven.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.rollout.Releases;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerTroubleTest {

    private static final String ANEW = "cfa:rollout and cfa:rollback make it anew";

    private static ContainerJson identity() {
        return ContainerJson.of("identity").id("i");
    }

    private static List<String> troubles(String images, ContainerJson... containers) {
        String inspected =
                Stream.of(containers).map(ContainerJson::toString).collect(Collectors.joining(",", "[", "]\n"));
        ContainerSnapshot now =
                ContainerSnapshot.of(ProjectContainers.of("cfa").parser().apply(inspected + images));
        return ContainerTrouble.in(now, Releases.stack().services()).stream()
                .map(trouble -> (trouble.needsAHand() ? "by hand: " : "")
                        + trouble.container().name() + " " + trouble.found() + ". Next: " + trouble.next())
                .toList();
    }

    private static List<String> troubles(ContainerJson... containers) {
        return troubles("[{\"Id\": \"" + ContainerJson.imageId("identity") + "\"}]", containers);
    }

    @Test
    void whatRunsIsNone() {
        assertThat(troubles(identity())).isEmpty();
        assertThat(troubles(
                        identity(),
                        ContainerJson.of("identity").state("exited", 0).oneOff()))
                .as("one of `docker compose run` is beside those of the service")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            removing   | by hand: cfa-identity-1 removing. Next: `docker rm -f cfa-identity-1` there; where that does not help, restart the engine
            dead       | by hand: cfa-identity-1 dead. Next: `docker rm -f cfa-identity-1` there; where that does not help, restart the engine
            paused     | by hand: cfa-identity-1 paused. Next: `docker unpause cfa-identity-1` there
            created    | cfa-identity-1 created, and never started. Next: cfa:rollout and cfa:rollback make it anew; `docker start cfa-identity-1` there says why it was never started
            exited     | cfa-identity-1 exited (exit 1). Next: cfa:rollout and cfa:rollback make it anew; cfa:logs -Dcfa.services=identity says why it ended
            restarting | cfa-identity-1 restarting (exit 1). Next: cfa:rollout and cfa:rollback make it anew; cfa:logs -Dcfa.services=identity says why it ended
            """)
    void aStateHasItsRemedy(String state, String expected) {
        assertThat(troubles(identity().state(state, 1))).containsExactly(expected);
    }

    @Test
    void whatCannotBeStartedAgainAsItIsIsMadeAnew() {
        assertThat(troubles("", identity().state("exited", 0)))
                .containsExactly("cfa-identity-1 exited (exit 0), and its image is gone. Next: " + ANEW);
        assertThat(troubles(identity().cutOff()))
                .containsExactly(
                        "cfa-identity-1 healthy (cut off from its network). Next: " + ANEW + ", on its network");
        assertThat(troubles(identity().name("0123456789ab_cfa-identity-1").state("created", 0)))
                .containsExactly(
                        "0123456789ab_cfa-identity-1 created, of the name that a broken off `up` leaves. Next: "
                                + ANEW);
    }

    @Test
    void ofTwoTheOneThatRunsByItsOwnNameIsNoTrouble() {
        String leaveOne =
                ", one too many of identity. Next: cfa:rollout and cfa:rollback leave one of them, or `docker rm -f ";
        assertThat(troubles(
                        ContainerJson.of("identity")
                                .id("l")
                                .name("0123456789ab_cfa-identity-1")
                                .state("created", 0),
                        identity()))
                .containsExactly(
                        "0123456789ab_cfa-identity-1 created" + leaveOne + "0123456789ab_cfa-identity-1` there");
        assertThat(troubles(identity(), identity().id("l").name("cfa-identity-2")))
                .containsExactly("cfa-identity-2 healthy" + leaveOne + "cfa-identity-2` there");
    }

    @Test
    void whatTheFileDoesNotKnowIsNobodysToReplaceAndStopsNothing() {
        assertThat(troubles(ContainerJson.of("legacy").state("paused", 0)))
                .containsExactly("cfa-legacy-1 paused (exit 0), of a service that the file does not have."
                        + " Next: `docker rm -f cfa-legacy-1` there, if nobody needs it");
    }
}
