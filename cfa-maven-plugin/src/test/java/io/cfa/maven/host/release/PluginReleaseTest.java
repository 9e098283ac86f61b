package io.cfa.maven.host.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginReleaseTest {

    private static final ReleaseLog LOG = ReleaseLog.parse(
            "{\"goal\":\"cfa:rollout\",\"revision\":\"5e6f7a8b\","
                    + "\"outcome\":\"verified\",\"by\":\"anna\",\"at\":\"2026-11-24T08:00:00Z\",\"seconds\":7,\"images\":{}}\n");

    @Test
    void aPluginOfAnotherCommitThanTheHostsReleaseIsSaid() {
        assertThat(PluginRelease.difference("1.0.0-1a2b3c4d", LOG))
                .contains(
                        "this plugin is of 1a2b3c4d, and what was rolled out to the host last is of 5e6f7a8b: what only one"
                                + " of them knows may be judged wrongly. Next: for a plugin of that commit, mvn"
                                + " io.cfa:cfa-maven-plugin:1.0.0-5e6f7a8b:verify");
    }

    @Test
    void oneOfTheSameCommitIsNot() {
        assertThat(PluginRelease.difference("1.0.0-5e6f7a8b", LOG)).isEmpty();
        assertThat(PluginRelease.difference("1.0.0-5e6f7a8b9c0d", LOG)).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotSaid() {
        assertThat(PluginRelease.difference("1.0.0-SNAPSHOT", LOG)).isEmpty();
        assertThat(PluginRelease.difference("1.0.0-20261130.064235-1", LOG)).isEmpty();
        assertThat(PluginRelease.difference("1.0.0-1a2b3c4d", ReleaseLog.parse("")))
                .isEmpty();
    }
}
