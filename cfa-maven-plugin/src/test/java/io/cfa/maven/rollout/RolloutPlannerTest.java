package io.cfa.maven.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.Digest;
import io.cfa.maven.verify.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutPlannerTest {

    private static final HostState NOTHING = new HostState(new Snapshot(List.of()), Map.of());

    @Test
    void thePlanOfARolloutIsLoginPullCompareUp() {
        assertThat(new RolloutPlanner(Releases.request(true)).plan(NOTHING).describe())
                .containsExactly(
                        "identity  nothing → sha256:111111111111",
                        "registry  nothing → sha256:222222222222",
                        "1. make a throwaway DOCKER_CONFIG",
                        "     sh -c 'umask 077 && rm -rf \"$1\" && mkdir -p \"$1\" && ln -s \"$HOME/.docker/cli-plugins\""
                                + " \"$1/cli-plugins\"' sh /srv/cfa/.cfa/login",
                        "2. log in to 127.0.0.1:58095 as ci",
                        "     DOCKER_CONFIG=/srv/cfa/.cfa/login docker login --username ci --password-stdin 127.0.0.1:58095 <<< •••",
                        "3. pull the images",
                        "     cd /srv/cfa && REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev DOCKER_CONFIG=/srv/cfa/.cfa/login docker compose"
                                + " pull --quiet",
                        "4. remove the throwaway DOCKER_CONFIG",
                        "     rm -rf /srv/cfa/.cfa/login",
                        "5. compare what was pulled with what was built",
                        "     docker image inspect 127.0.0.1:58095/cfa/identity:dev 127.0.0.1:58095/cfa/registry:dev",
                        "6. replace the containers that changed",
                        "     cd /srv/cfa && REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev docker compose up --detach --quiet-pull");
    }

    @Test
    void withoutACredentialTheHostsOwnLoginIsUsed() {
        assertThat(Releases.lines(new RolloutPlanner(Releases.request(false)).plan(NOTHING)))
                .first()
                .isEqualTo("cd /srv/cfa && REGISTRY_IMAGE=127.0.0.1:58095/cfa TAG=dev docker compose pull --quiet");
    }

    @Test
    void theSummaryNamesWhatChangesAndWhatDoesNot() {
        Map<String, List<Digest>> running =
                Map.of("identity", List.of(Releases.OLD), "registry", List.of(Releases.OLD, Releases.REGISTRY));
        HostState state = new HostState(new Snapshot(List.of()), running);
        assertThat(new RolloutPlanner(Releases.request(true)).plan(state).summary())
                .containsExactly("identity  sha256:ffffffffffff → sha256:111111111111", "registry  unchanged");
    }
}
