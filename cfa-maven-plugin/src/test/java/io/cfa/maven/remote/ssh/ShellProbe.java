package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What must be the same in every login shell: arguments, variables, directories, input, exit status, long scripts, lines of a log. */
final class ShellProbe {

    /** Words that one shell or another would read as something else. */
    private static final List<String> WORDS = List.of(
            "it's",
            "$HOME `id` $(id)",
            "!bang !! a!b",
            "back\\slash \\n \\\\ \\'",
            "trailing\\",
            "\"double\" ~ {a,b} *?[x] ^ %d #c ;&|<>()",
            "две\nстроки",
            "",
            "-n",
            "{\"at\":\"2026-11-29T00:00:00Z\",\"services\":{\"identity\":\"sha256:00\"},\"by\":\"O'Brien \\\\ !\"}");

    private ShellProbe() {}

    static void check(RemoteHost host) {
        assertThat(host.run(Command.of("printf", "<%s>").with(WORDS.toArray(String[]::new))))
                .isEqualTo(new Result(0, "<" + String.join("><", WORDS) + ">", ""));
        assertThat(host.run(
                        Command.of("printenv", "NOTE").env("NOTE", WORDS.get(9)).in("/")))
                .isEqualTo(new Result(0, WORDS.get(9) + "\n", ""));
        assertThat(host.run(Command.of("sh", "-c", "pwd; cat; echo error >&2; exit 7")
                        .in("/tmp")
                        .stdin(Secret.of("first\nlast"))))
                .isEqualTo(new Result(7, "/tmp\nfirst\nlast", "error\n"));
        assertThat(host.run(Command.of("sh", "-c", "# it's a long one\n".repeat(2500) + "echo whole")))
                .isEqualTo(new Result(0, "whole\n", ""));
        assertThat(host.runAll(List.of(Command.of("echo", WORDS.get(0)), Command.of("sh", "-c", "exit 3"))))
                .containsExactly(new Result(0, "it's\n", ""), new Result(3, "", ""));
        try (RemoteSession session =
                host.open(Command.of("sh", "-c", "while read -r l; do printf '<%s>\\n' \"$l\"; done"))) {
            session.send("a\\b 'c' !");
            assertThat(session.nextLine(Duration.ofSeconds(10))).contains("<a\\b 'c' !>");
            assertThat(session.end()).isEqualTo(new Result(0, "", ""));
        }
        List<String> lines = new ArrayList<>();
        assertThat(host.stream(Command.of("printf", "%s\\n", "one", "two"), lines::add)
                        .exitStatus())
                .isZero();
        assertThat(lines).containsExactly("one", "two");
    }
}
