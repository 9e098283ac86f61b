package io.cfa.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootCheckTest {

    private static final ImageReference IMAGE =
            ImageReference.of("registry.example/cfa/identity").withDigest(Digest.of("sha256:" + "0".repeat(64)));

    @TempDir
    Path temp;

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger unready = new AtomicInteger();
    private HttpServer service;

    @BeforeEach
    void aServiceThatAnswersAfterAWhile() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/health/live", exchange -> {
            exchange.sendResponseHeaders(unready.getAndDecrement() > 0 ? 503 : 200, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    /** A program in the place of docker that notes what it is asked, and answers by its first argument. */
    private BootCheck engine(String answers) throws IOException {
        Path docker = temp.resolve("docker");
        Files.writeString(
                docker,
                "#!/bin/sh\necho \"$*\" >> " + temp + "/asked\ncase \"$1\" in\n" + answers + "\nport) echo 127.0.0.1:"
                        + service.getAddress().getPort() + ";;\nrun) echo c0ffee;;\ninspect) echo true;;\nesac\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new BootCheck(docker.toString(), Map.of(), Duration.ofSeconds(2), pauses::add);
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(temp.resolve("asked"));
    }

    @Test
    void whatAnswersIsAliveAndRemoved() throws IOException {
        unready.set(2);
        engine("").check(IMAGE);
        assertThat(pauses).hasSize(2);
        assertThat(asked())
                .startsWith(
                        "pull --quiet " + IMAGE,
                        "run --detach --read-only --tmpfs /tmp --publish 127.0.0.1::8080 " + IMAGE,
                        "port c0ffee 8080/tcp")
                .endsWith("rm --force --volumes c0ffee");
    }

    @Test
    void whatEndsIsShownWithItsLog() throws IOException {
        service.stop(0);
        BootCheck check = engine("inspect) case \"$*\" in *Running*) echo false;; *) echo exit status 1;; esac;;\n"
                + "logs) echo 'no main class';;");
        assertThatThrownBy(() -> check.check(IMAGE))
                .isInstanceOf(ImageException.class)
                .hasMessage(IMAGE
                        + " does not become alive: it ended with exit status 1 on /health/live within 2 s, with nothing behind it."
                        + " Its log ends with\n  no main class\nIt is not promoted. Next: docker run --rm -p 8080:8080 "
                        + IMAGE);
        assertThat(asked()).endsWith("rm --force --volumes c0ffee");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatNeverBecomesAliveIsGivenUp() throws IOException {
        unready.set(100);
        BootCheck check = engine("");
        assertThatThrownBy(() -> check.check(IMAGE)).hasMessageContaining("HTTP 503 on /health/live within 2 s");
        assertThat(pauses).hasSize(4);
        assertThat(asked()).endsWith("rm --force --volumes c0ffee");
    }

    private static final String WITH_ARCHIVE =
            "inspect) case \"$*\" in *class-data*) echo sha256:" + "1".repeat(64) + ";; *) echo true;; esac;;\n";

    @Test
    void anArchiveThatTheJvmRefusesIsAFailure() throws IOException {
        BootCheck check =
                engine(WITH_ARCHIVE + "exec) exit 1;;\nlogs) echo '[warning][cds] shared class paths mismatch';;");
        assertThatThrownBy(() -> check.check(IMAGE))
                .isInstanceOf(ImageException.class)
                .hasMessage(IMAGE
                        + " starts without its class-data archive /app/kit.jsa, which its JVM refuses; expected it in"
                        + " use. Its log begins with\n  [warning][cds] shared class paths mismatch\nIt is not promoted. Next:"
                        + " see cfa.jvmFlags for what such an archive does not go with (--add-opens, --add-modules, an"
                        + " agent), or set cfa.classDataArchive=off");
        assertThat(asked())
                .contains("exec c0ffee sh -c grep -qs /app/kit.jsa /proc/[0-9]*/maps")
                .endsWith("rm --force --volumes c0ffee");
    }

    @Test
    void anArchiveInUseIsGoodAndWhereNobodyCanTellToo() throws IOException {
        engine(WITH_ARCHIVE + "exec) exit 0;;").check(IMAGE);
        engine(WITH_ARCHIVE + "exec) exit 126;;").check(IMAGE);
        assertThat(asked()).filteredOn(line -> line.startsWith("exec")).hasSize(2);
    }

    @Test
    void anImageWithoutAnArchiveIsNotAskedForOne() throws IOException {
        engine("inspect) case \"$*\" in *class-data*) echo none;; *) echo true;; esac;;\nexec) exit 1;;")
                .check(IMAGE);
        assertThat(asked()).noneMatch(line -> line.startsWith("exec"));
    }

    @Test
    void anImageThatCannotBePulledIsNotStarted() throws IOException {
        BootCheck check = engine("pull) echo denied; exit 1;;");
        assertThatThrownBy(() -> check.check(IMAGE))
                .hasMessageStartingWith(IMAGE + ": the Docker engine could not pull it, exit status 1:\n  denied\n");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void withoutAnEngineItIsNotPossible() throws IOException {
        assertThat(engine("version) exit 1;;").isPossible()).isFalse();
        assertThat(engine("").isPossible()).isTrue();
        BootCheck nothing = new BootCheck(temp.resolve("nothing").toString(), Map.of(), Duration.ZERO, pauses::add);
        assertThat(nothing.isPossible()).isFalse();
    }
}
