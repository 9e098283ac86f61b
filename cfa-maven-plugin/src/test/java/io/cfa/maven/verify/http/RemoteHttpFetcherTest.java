package io.cfa.maven.verify.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.verify.WebService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script really run by this machine's shell against a real server, with each of the programs that a host may have. */
class RemoteHttpFetcherTest {

    private static final Path DIRECTORY = Path.of("/usr/bin");

    @TempDir
    Path temp;

    private WebService service;

    @BeforeEach
    void start() throws IOException {
        service = WebService.builtHere().page("/broken", 500, "application/problem+json", "{\"title\": \"Fehler: ё\"}");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void eachProgramBringsStatusTypeAndBody(String program) throws IOException {
        HttpFetcher browser = new RemoteHttpFetcher(hostWith(program));
        Map<URI, HttpResult> answers = browser.get(List.of(page("/swagger"), page("/broken"), page("/health")));
        assertThat(answers.get(page("/swagger")).describe()).isEqualTo("200 text/html");
        assertThat(Endpoint.SWAGGER.unmet(answers.get(page("/swagger")))).isEmpty();
        assertThat(answers.get(page("/broken")).describe()).isEqualTo("500 application/problem+json");
        assertThat(answers.get(page("/broken")).body()).isEqualTo("{\"title\": \"Fehler: ё\"}");
        assertThat(Endpoint.HEALTH.unmet(answers.get(page("/health")))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aPortThatNobodyListensOnIsSilent(String program) throws IOException {
        HttpFetcher browser = new RemoteHttpFetcher(hostWith(program));
        URI page = page("/swagger");
        service.close();
        assertThat(browser.get(List.of(page)).get(page).describe()).isEqualTo("no answer to " + program);
    }

    @ParameterizedTest
    @MethodSource("followers")
    void redirectsAreFollowed(String program) throws IOException {
        service.redirect("/swagger", "/swagger-ui/index.html").page("/swagger-ui/index.html", 200, "text/html", "here");
        HttpResult answer = new RemoteHttpFetcher(hostWith(program))
                .get(List.of(page("/swagger")))
                .get(page("/swagger"));
        assertThat(answer.body()).isEqualTo("here");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aHostWithNoneOfTheProgramsSaysSo() throws IOException {
        HttpResult answer = new RemoteHttpFetcher(hostWith("true"))
                .get(List.of(page("/swagger")))
                .get(page("/swagger"));
        assertThat(answer.describe()).isEqualTo("neither curl, wget nor bash");
    }

    private URI page(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    /** Those that this machine has. */
    static Stream<String> programs() {
        return Stream.of("curl", "wget", "bash").filter(program -> Files.exists(DIRECTORY.resolve(program)));
    }

    /** Those of them that follow redirects. */
    static Stream<String> followers() {
        return programs().filter(program -> !program.equals("bash"));
    }

    /** A host that has one of the programs, and what every host has. */
    private RemoteHost hostWith(String program) throws IOException {
        Path programs = temp.resolve(program);
        for (String name : List.of(program, "sh", "base64", "head", "tr", "timeout", "cat")) {
            new LocalShell(programs).program(name, "exec " + DIRECTORY.resolve(name) + " \"$@\"");
        }
        LocalShell shell = new LocalShell(temp);
        return new RemoteHost() {
            @Override
            public Result run(Command command) {
                return shell.run(command.env("PATH", programs.toString()));
            }

            @Override
            public RemoteSession open(Command command) {
                return shell.open(command.env("PATH", programs.toString()));
            }

            @Override
            public String name() {
                return shell.name();
            }

            @Override
            public String address() {
                return shell.address();
            }

            @Override
            public void close() {
                shell.close();
            }
        };
    }
}
