package io.cfa.maven.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.Service;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.StackOnHost;
import io.cfa.maven.verify.http.Endpoint;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.EndpointChecker;
import io.cfa.maven.verify.http.HttpResult;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where a wall stands between this machine and a port: the host's own look decides. */
class HttpProbeTest {

    private final StackOnHost stack = new StackOnHost(58082, 58090);
    private final EndpointCheck question =
            new EndpointCheck(identity(), identity().ports().get(0), Endpoint.HEALTH);

    @Test
    void whatIsRightOnTheHostAndNotReachedFromHereIsUnknown() {
        ProbeResult result = result(
                "no connection", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"status\": \"UP\"}");
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.finding().orElseThrow())
                .hasToString(
                        "http://cfa2:58082/health  no connection from here, right on the host itself; expected the same answer from"
                                + " outside. Next: let port 58082 through the firewalls between, or verify from where it is reachable");
    }

    @Test
    void whatIsWrongOnTheHostTooFailed() {
        ProbeResult result = result("no connection", "HTTP/1.1 503 \r\nContent-Type: application/json\r\n\r\n{}");
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.finding().orElseThrow())
                .hasToString(
                        "http://cfa2:58082/health  no connection from here, 503 application/json on the host itself; expected 200 with"
                                + " status UP. Next: see cfa:logs -Dcfa.services=identity");
    }

    private ProbeResult result(String silence, String onHost) {
        stack.pagesOnHost(8_000_000, Map.of("http://127.0.0.1:58082/health", onHost));
        EndpointChecker.Verdict outside = new EndpointChecker.Verdict(
                HttpResult.silent(question.at("cfa2"), silence), Optional.of("200 with status UP"));
        return HttpProbe.of(List.of(question), Map.of(question, outside), new RemoteHttpFetcher(stack.host()))
                .results()
                .get(0);
    }

    private Service identity() {
        return stack.stack().builtHere().get(0);
    }
}
