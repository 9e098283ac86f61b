package io.cfa.maven.host.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.rollout.EngineHost;
import io.cfa.maven.rollout.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseLogTest {

    @TempDir
    Path temp;

    private LocalShell host;
    private Path file;

    @BeforeEach
    void aHost() throws IOException {
        host = new LocalShell(Files.createDirectories(temp.resolve("bin")));
        Files.createDirectories(temp.resolve(".cfa"));
        file = temp.resolve(".cfa/releases.jsonl");
    }

    private static Release release(String goal, char images, Release.Outcome outcome) {
        return new Release(
                goal,
                String.valueOf(images).repeat(8),
                new TreeMap<>(EngineHost.images(images)),
                new TreeMap<>(),
                "anna",
                Optional.of("https://gitlab.example.com/jobs/7"),
                Instant.parse("2026-11-24T08:00:00Z"),
                Duration.ofSeconds(48),
                outcome,
                Optional.empty(),
                Optional.of(Releases.OLD),
                Optional.empty());
    }

    private static Release verified(char images) {
        return release("cfa:rollout", images, Release.Outcome.VERIFIED);
    }

    private void append(Release release) {
        assertThat(host.run(ReleaseLog.append(temp.toString(), release)).exitStatus())
                .isZero();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(ReleaseLog.read(host, temp.toString()).attempts()).isEmpty();
        append(verified('a'));
        append(release("cfa:rollout", 'b', Release.Outcome.ROLLBACK_FAILED));
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(ReleaseLog.read(host, temp.toString()).attempts())
                .containsExactly(verified('a'), release("cfa:rollout", 'b', Release.Outcome.ROLLBACK_FAILED));
    }

    @Test
    void aLineIsWrittenOnceHoweverOftenItIsWritten() throws IOException {
        append(verified('a'));
        append(verified('a'));
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void aTornLineDoesNotTakeTheNextOneWithIt() throws IOException {
        append(verified('a'));
        Files.writeString(file, Files.readString(file) + "{\"goal\":\"cfa:rollout\",\"revision\":\"bb");
        append(verified('c'));
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(ReleaseLog.read(host, temp.toString()).attempts()).containsExactly(verified('a'), verified('c'));
    }

    @Test
    void linesOfAnotherTimeAreLeftOut() {
        ReleaseLog log = ReleaseLog.parse(
                "\n[]\n7\nnull\n{\"revision\":\"a\",\"outcome\":\"splendid\"}\n{\"revision\":\"a\",\"outcome\":\"verified\","
                        + "\"at\":\"yesterday\"}\n"
                        + ReleaseLine.write(verified('a')).replace("{\"goal\"", "{\"new\":[1],\"goal\"") + "\n");
        assertThat(log.attempts()).containsExactly(verified('a'));
    }

    @Test
    void theReleaseBeforeIsTheOneThatRanBeforeTheRunningOneWasRolledOut() {
        assertThat(before(verified('a'))).isEmpty();
        assertThat(before(verified('a'), verified('b'))).contains("aaaaaaaa");
        assertThat(before(verified('a'), verified('b'), release("cfa:rollout", 'c', Release.Outcome.ROLLED_BACK)))
                .contains("aaaaaaaa");
        assertThat(before(verified('a'), verified('b'), verified('c'), back('b')))
                .contains("aaaaaaaa");
        assertThat(before(verified('a'), verified('b'), back('a'))).isEmpty();
        assertThat(before(verified('a'), verified('b'), back('a'), verified('c')))
                .contains("aaaaaaaa");
        assertThat(before(verified('a'), verified('b'), verified('b'))).contains("aaaaaaaa");
    }

    @Test
    void aReleaseIsFoundByTheBeginningOfItsCommitOrByMoreOfIt() {
        ReleaseLog log = new ReleaseLog(
                List.of(verified('a'), verified('b'), release("cfa:rollout", 'c', Release.Outcome.FAILED)));
        assertThat(log.find("aaa")).isEqualTo(verified('a'));
        assertThat(log.find("a".repeat(40))).isEqualTo(verified('a'));
        assertThatThrownBy(() -> log.find("cccc"))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "no verified release of this host is cccc. Next: choose with -Dcfa.targetRevision=<commit> of"
                                + "\n  2026-11-24T08:00:00Z  bbbbbbbb  verified in 48 s  cfa:rollout by anna  https://gitlab.example.com/jobs/7"
                                + "\n  2026-11-24T08:00:00Z  aaaaaaaa  verified in 48 s  cfa:rollout by anna  https://gitlab.example.com/jobs/7");
        assertThatThrownBy(() -> log.find("")).hasMessageStartingWith(" stands for bbbbbbbb and aaaaaaaa. Next: ");
    }

    private static Release back(char images) {
        return release("cfa:rollback", images, Release.Outcome.VERIFIED);
    }

    private static Optional<String> before(Release... attempts) {
        return new ReleaseLog(List.of(attempts)).beforeRunning().map(Release::revision);
    }

    @Test
    void whatAReleaseDidToDataIsReadBackAndSaid() {
        Digest digest = Digest.of("sha256:" + "1".repeat(64));
        Release release = ReleaseLog.parse(
                        "{\"revision\":\"5d6e7f80\",\"outcome\":\"verified\",\"at\":\"2026-11-29T17:00:00Z\","
                                + "\"images\":{\"identity\":\"" + digest + "\"}}")
                .attempts()
                .get(0);
        Release migrated = release.with(Optional.of(new ReleaseData(
                "20261129T170000Z",
                new TreeMap<>(
                        Map.of("identity", new ReleaseData.Rehearsed(digest, digest, digest, false, 4, "why"))))));
        assertThat(ReleaseLog.parse(ReleaseLine.write(migrated)).attempts()).containsExactly(migrated);
        assertThat(migrated.describe())
                .endsWith("  schema changed, not readable by the one before, dump 20261129T170000Z");
        assertThat(ReleaseLog.parse(ReleaseLine.write(migrated).replace("20261129T170000Z", "../../etc"))
                        .attempts())
                .isEmpty();
    }
}
