package io.cfa.maven.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.TextBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RolloutRequestTest {

    private static final Map<String, String> CI =
            Map.of("CI_REGISTRY", "r.example", "CI_REGISTRY_USER", "ci", "CI_REGISTRY_PASSWORD", "hunter2");

    @Test
    void theLoginIsThePipelinesWhereAllOfItIsGiven() {
        RolloutRequest.Login login = RolloutRequest.Login.of(CI).orElseThrow();
        assertThat(login.registry()).isEqualTo("r.example");
        assertThat(login.user()).isEqualTo("ci");
        assertThat(login.password().reveal()).isEqualTo("hunter2");
        assertThat(login.toString()).doesNotContain("hunter2");
    }

    @Test
    void withAPartOfItMissingTheHostsOwnLoginIsUsed() {
        for (String missing : CI.keySet()) {
            Map<String, String> environment = new TreeMap<>(CI);
            environment.remove(missing);
            assertThat(RolloutRequest.Login.of(environment))
                    .as("without " + missing)
                    .isEmpty();
        }
    }

    @Test
    void optionsKeepAllThatWasSaidBefore() {
        Bundle bundle = TextBundle.of(Map.of("a", "b"), List.of());
        Digest digest = Digest.of("sha256:" + "a".repeat(64));
        RolloutOptions options = RolloutOptions.of("anna")
                .pipeline("https://ci.example/1")
                .lockWait(Duration.ofSeconds(3))
                .order((older, newer) -> Ancestry.Answer.YES, true)
                .bundle(bundle)
                .registry(Map.of("identity", digest), image -> Map.of());
        assertThat(options.who()).isEqualTo("anna");
        assertThat(options.pipeline()).contains("https://ci.example/1");
        assertThat(options.lockWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.allowOlder()).isTrue();
        assertThat(options.ancestry().isAncestor("a", "b")).isEqualTo(Ancestry.Answer.YES);
        assertThat(options.bundle()).contains(bundle);
        assertThat(options.registry()).contains(Map.of("identity", digest));
        assertThat(options.lockOwner("rollout", Instant.EPOCH).toString()).contains("anna");
    }

    @Test
    void withoutOptionsAnotherRolloutIsWaitedForTenMinutesAndNoOlderCommitIsAllowed() {
        RolloutOptions options = RolloutOptions.of("anna").pipeline(null);
        assertThat(options.lockWait()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.allowOlder()).isFalse();
        assertThat(options.pipeline()).isEmpty();
        assertThat(options.ancestry().isAncestor("a", "b")).isEqualTo(Ancestry.Answer.UNKNOWN);
        assertThat(options.registry()).isEmpty();
    }
}
