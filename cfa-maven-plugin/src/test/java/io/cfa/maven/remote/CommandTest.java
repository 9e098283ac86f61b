package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void aPlainCommandIsALineOfItsWords() {
        assertThat(Command.of("docker", "compose", "pull").line()).isEqualTo("docker compose pull");
    }

    @Test
    void directoryAndVariablesComeFirst() {
        Command command = Command.of("docker", "compose", "up")
                .in("/srv/cfa")
                .env("REGISTRY_IMAGE", "registry:5000/cfa")
                .env("TAG", "dev");
        assertThat(command.line())
                .isEqualTo("cd /srv/cfa && REGISTRY_IMAGE=registry:5000/cfa TAG=dev docker compose up");
    }

    @Test
    void wordsThatTheShellWouldReadAreQuoted() {
        assertThat(Command.of("echo", "two words", "it's", "$HOME", "", "a;b").line())
                .isEqualTo("echo 'two words' 'it'\\''s' '$HOME' '' 'a;b'");
    }

    @Test
    void aVariableThatIsNoNameIsRefused() {
        assertThatThrownBy(() -> Command.of("env").env("A B", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not the name of an environment variable: A B");
    }

    @Test
    void whatStandsOnStandardInputIsNotSeen() {
        Command command = Command.of("docker", "login").stdin(Secret.of("hunter2"));
        assertThat(command.toString()).isEqualTo("docker login");
        assertThat(command.input().orElseThrow()).hasToString("•••");
    }

    @Test
    void aMessageShowsNoScriptAndNoEndlessLine() {
        String script = "set -e\n" + "docker compose ps\n".repeat(20);
        assertThat(Command.of("sh", "-c", script, "sh", "docker ps")
                        .in("/srv/cfa")
                        .brief())
                .isEqualTo("cd /srv/cfa && sh -c … sh 'docker ps'");
        assertThat(Command.of("sh", "-c", "echo short").brief()).isEqualTo("sh -c 'echo short'");
        assertThat(Command.of("echo", "a\nb " + "x".repeat(100)).brief())
                .isEqualTo("echo 'a b " + "x".repeat(55) + "…'");
        assertThat(Command.of("docker", "inspect")
                        .with("0123456789".repeat(30).split("(?<=\\G..)"))
                        .brief())
                .hasSize(300)
                .endsWith("…");
    }
}
