package io.cfa.maven.rollout;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RealSleeper;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.ssh.SshHost;
import io.cfa.maven.rollout.execute.Rollout;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts through the real client and a real server. */
@Timeout(300)
class RolloutOverSshTest {

    @TempDir
    Path temp;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private EngineHost host;
    private SshHost server;

    @BeforeEach
    void start() throws IOException {
        host = new EngineHost(temp.resolve("host"));
        server = SshHost.only().programs(host.programs());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void roll(RemoteHost remote, RolloutRequest request) {
        new Rollout(HostContext.of(remote, new RealSleeper(), said::add))
                .run(request, EngineHost.verification(request));
    }

    @Test
    void aRolloutIsOneConnection() {
        try (RemoteHost remote = server.connect(temp)) {
            roll(remote, host.push('a'));
        }
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThat(host.holdsCredential()).isFalse();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsCutDuringUpIsMadeAgainAndNoTwoUpsRunAtATime() throws Exception {
        RolloutRequest request = host.push('a');
        host.slowUp();
        try (RemoteHost remote = server.connect(temp)) {
            CompletableFuture<Void> rollout = CompletableFuture.runAsync(() -> roll(remote, request));
            await().atMost(ofMinutes(1)).until(() -> host.isUpSlowly() || rollout.isDone());
            server.cut();
            rollout.join();
        }
        assertThat(said)
                .anyMatch(line -> line.endsWith("; running it again"))
                .anyMatch(line -> line.endsWith("and nobody else was there"));
        assertThat(host.running()).isEqualTo(EngineHost.images('a'));
        assertThat(host.log().lastVerified()).isPresent();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void twoRolloutsGoOneAfterTheOther() {
        RolloutRequest first = host.push('a');
        RolloutRequest patient = first.with(first.around().lockWait(Duration.ofMinutes(1)));
        host.slowUp();
        try (RemoteHost one = server.connect(temp);
                RemoteHost other = server.connect(temp)) {
            CompletableFuture<Void> a = CompletableFuture.runAsync(() -> roll(one, patient));
            CompletableFuture<Void> b = CompletableFuture.runAsync(() -> roll(other, patient));
            CompletableFuture.allOf(a, b).join();
        }
        assertThat(said)
                .anyMatch(line -> line.contains(
                        ", locked by cfa:rollout of aaaaaaaa by anna (https://gitlab.example.com/jobs/a)"));
        assertThat(host.log().attempts()).hasSize(2).allMatch(Release::isVerified);
    }
}
