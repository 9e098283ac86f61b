package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoginShellLineTest {

    @Test
    void aCommandIsAWordOfSingleQuotes() {
        assertThat(LoginShellLine.marked("cfa-1", "cd /srv/cfa && TAG=dev docker compose pull")
                        .text())
                .isEqualTo("exec /bin/sh -c 'eval \"$(printf %b \"$@\")\"' sh"
                        + " 'echo cfa-1; echo cfa-1 >&2; unset COMPOSE_FILE COMPOSE_PROFILES COMPOSE_PROJECT_NAME COMPOSE_ENV_FILES;"
                        + " cd /srv/cfa && TAG=dev docker compose pull'");
    }

    @Test
    void whatShellsReadInDifferentWaysIsEscaped() {
        assertThat(new LoginShellLine("echo 'it\\' !\n\u00e4").text())
                .endsWith(" sh 'echo \\0047it\\0134\\0047 \\0041\\0012\\0303\\0244'");
    }

    @Test
    void noWordIsLongAndNoEscapeIsCut() {
        String[] words = new LoginShellLine("x\n'\\!".repeat(3000))
                .text()
                .split(" sh ")[1]
                .split(" ");
        assertThat(words).hasSizeGreaterThan(20);
        assertThat(Arrays.stream(words))
                .allSatisfy(
                        word -> assertThat(word).hasSizeLessThanOrEqualTo(1002).matches("'(?:x|\\\\0[0-7]{3})+'"));
    }
}
