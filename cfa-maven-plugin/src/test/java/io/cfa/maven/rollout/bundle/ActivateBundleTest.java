package io.cfa.maven.rollout.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.Sampling;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.TextBundle;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets every command of the switch fail in turn, and every one be killed along with all that belongs to it; real shell, real files. */
@Timeout(1200)
class ActivateBundleTest {

    private static final List<String> PROGRAMS =
            List.of("cp", "dirname", "find", "ln", "ls", "mkdir", "mv", "readlink", "rm", "sort", "sync");
    private static final Bundle OLD = bundle("old", Map.of());
    private static final Bundle NEW = bundle("new", Map.of("minio/policy.json", "{}\n"));
    private static final List<String> FILES = List.of(
            ".env",
            ".env.cfa2",
            "docker-compose.yml",
            "keycloak/realm-cfa.json",
            "keycloak/theme.css",
            "minio/policy.json",
            "postgres/init/databases.sh");

    @TempDir
    Path temp;

    private final FakeSleeper sleeper = new FakeSleeper();
    private LocalShell host;
    private Path directory;

    private static Bundle bundle(String text, Map<String, String> more) {
        TreeMap<String, String> files = new TreeMap<>(more);
        files.put("docker-compose.yml", "name: " + text + "\n");
        files.put(".env.cfa2", "TAG=" + text + "\n");
        files.put("keycloak/realm-cfa.json", "{\"realm\": \"" + text + "\"}\n");
        files.put("postgres/init/databases.sh", "echo " + text + "\n");
        return TextBundle.of(files, List.of());
    }

    /** What is on the host at first: nothing, a bundle in plain files, one in links, or one in links of which some were replaced by hand. */
    @ParameterizedTest
    @CsvSource({"empty, killed", "plain, fails", "plain, killed", "linked, killed", "edited, fails", "edited, killed"})
    void atEachCommandTheOldBundleOrTheNewOneIsWholeAndAnotherRunFinishes(String there, String what)
            throws IOException {
        host = new LocalShell(temp.resolve("bin")).program("docker", "exit 0").program("sync", "exit 0");
        directory = temp.resolve("srv cfa");
        Command last = prepare(there);
        sh("cp -a \"$1\" \"$2\"", directory.toString(), temp + "/before");
        Map<String, String> old = seen();
        int calls = disturbed(last, what, Integer.MAX_VALUE);
        assertFinished(old, there + " undisturbed");
        assertThat(calls).isGreaterThan(10);
        for (int call : Sampling.of(calls, 20, there + " " + what)) {
            sh("rm -rf \"$1\" && cp -a \"$2\" \"$1\"", directory.toString(), temp + "/before");
            assertThat(disturbed(last, what, call)).isGreaterThanOrEqualTo(call);
            assertWhole(old, there + " " + what + " at call " + call);
            if (what.equals("fails")) {
                assertThat(host.run(last).error()).isBlank();
            } else {
                new Sync(HostContext.of(host, sleeper, line -> {})).run(NEW, directory.toString(), () -> true);
                sleeper.pause(Duration.ofSeconds(1));
            }
            assertFinished(old, there + " " + what + " at call " + call);
        }
    }

    /** All that comes before the switch is done; what is left is the switch. */
    private Command prepare(String there) throws IOException {
        if (there.equals("empty")) {
            Files.createDirectories(directory.resolve(".cfa"));
        } else {
            new Sync(HostContext.of(host, sleeper, line -> {})).run(OLD, directory.toString(), () -> true);
            sleeper.pause(Duration.ofSeconds(1));
            Files.writeString(directory.resolve("keycloak/theme.css"), "only here\n");
        }
        if (there.equals("plain")) {
            sh(
                    "cp -RL \"$1\" \"$2\" && rm -rf \"$2\"/.env \"$2\"/.cfa/bundle* && ln -s .env.cfa2 \"$2/.env\""
                            + " && rm -rf \"$1\" && mv \"$2\" \"$1\"",
                    directory.toString(),
                    temp + "/plain");
        }
        if (there.equals("edited")) {
            sh(
                    "cd \"$1\" && sed -i s/old/mine/ .env.cfa2 && rm .env && echo TAG=other > .env && rm keycloak"
                            + " && cp -RL .cfa/bundle/keycloak keycloak && cp docker-compose.yml elsewhere.yml"
                            + " && ln -sf elsewhere.yml docker-compose.yml",
                    directory.toString());
        }
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/db_password"), "secret");
        Files.writeString(directory.resolve(".cfa/releases.jsonl"), "{}\n");
        Files.writeString(directory.resolve("notes.txt"), "mine\n");
        List<Step> steps = new Sync(HostContext.of(host, sleeper, line -> {}))
                .plan(NEW, directory.toString())
                .steps();
        sleeper.pause(Duration.ofSeconds(1));
        for (Step step : steps.subList(0, steps.size() - 1)) {
            assertThat(host.run(step.command()).error()).isEmpty();
        }
        return steps.get(steps.size() - 1).command();
    }

    /** Runs a command in a session of its own, so that what kills it kills nothing else; returns how many calls it came to. */
    private int disturbed(Command command, String what, int call) throws IOException {
        Path calls = Files.writeString(temp.resolve("calls"), "0\n");
        LocalShell disturbed = new LocalShell(temp.resolve("disturbed"));
        for (String program : PROGRAMS) {
            disturbed.program(
                    program,
                    "read -r n < '" + calls + "'; n=$((n + 1)); echo $n > '" + calls + "'\n[ $n != " + call + " ] || "
                            + (what.equals("killed") ? "kill -9 0" : "exit 1") + "\n"
                            // that the bytes are on the disk can only be seen after a power cut
                            + (program.equals("sync") ? "exit 0" : "PATH=${PATH#*:}; exec " + program + " \"$@\""));
        }
        disturbed.run(Command.of("setsid", "--wait", "sh", "-c", command.line()));
        return Integer.parseInt(Files.readString(calls).strip());
    }

    private void assertWhole(Map<String, String> old, String when) throws IOException {
        Map<String, String> now = seen();
        for (String file : FILES) {
            // between the two renames that a directory takes
            Path entry = directory.resolve(file.replaceFirst("/.*", ""));
            Path aside = directory.resolve(".cfa/bundle").resolve(file);
            if (file.contains("/") && !Files.exists(entry, LinkOption.NOFOLLOW_LINKS) && Files.exists(aside)) {
                now.put(file, Files.readString(aside));
            }
        }
        assertThat(now).as(when).isIn(old, after(old));
        assertUntouched();
    }

    private void assertFinished(Map<String, String> old, String when) throws IOException {
        assertThat(seen()).as(when).isEqualTo(after(old));
        for (String entry : List.of(".env.cfa2", "docker-compose.yml", "keycloak", "minio", "postgres")) {
            assertThat(Files.readSymbolicLink(directory.resolve(entry))).hasToString(".cfa/bundle/" + entry);
        }
        assertThat(Files.readSymbolicLink(directory.resolve(".env"))).hasToString(".env.cfa2");
        assertThat(directory.resolve(".cfa/link")).doesNotExist();
        assertUntouched();
    }

    private void assertUntouched() throws IOException {
        assertThat(Files.readString(directory.resolve("secrets/db_password"))).isEqualTo("secret");
        assertThat(Files.readString(directory.resolve(".cfa/releases.jsonl"))).isEqualTo("{}\n");
        assertThat(Files.readString(directory.resolve("notes.txt"))).isEqualTo("mine\n");
    }

    private static Map<String, String> after(Map<String, String> old) {
        Map<String, String> after = new TreeMap<>(TextBundle.texts(NEW));
        after.put(".env", TextBundle.texts(NEW).get(".env.cfa2"));
        if (old.containsKey("keycloak/theme.css")) {
            after.put("keycloak/theme.css", old.get("keycloak/theme.css"));
        }
        return after;
    }

    private Map<String, String> seen() throws IOException {
        Map<String, String> seen = new TreeMap<>();
        for (String file : FILES) {
            if (Files.exists(directory.resolve(file))) {
                seen.put(file, Files.readString(directory.resolve(file)));
            }
        }
        return seen;
    }

    private void sh(String script, String... arguments) {
        Result result = host.run(Command.of("sh", "-ec", script, "sh").with(arguments));
        assertThat(result.error()).isEmpty();
    }
}
