package io.cfa.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.VerificationReport;
import io.cfa.maven.verify.probe.TagLookup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportAssemblerTest {

    private static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");

    private final StackOnHost onHost = new StackOnHost(58082, 58090);
    private final Stack stack = onHost.stack();

    @Test
    void aReleaseIsTheTagThatItsImagesWerePushedUnder() {
        VerificationReport evidence =
                witness(onHost.request(Set.of(), null, image -> TagLookup.Answer.missing()), "9f9f");
        assertThat(evidence.release()).contains("1a2b3c4d");
        assertThat(evidence.url()).contains(URI.create("http://127.0.0.1:58082/swagger"));
        assertThat(evidence.took()).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void whereNoTagWasAskedForItIsTheCommitThatTheImagesName() {
        VerifyRequest request = new VerifyRequest(stack, Set.of(), Map.of(), Duration.ZERO, Duration.ZERO);
        assertThat(witness(request, "9f9f").release()).contains("9f9f");
    }

    @Test
    void ofSeveralCommitsNoneIsTheRelease() {
        VerifyRequest request = new VerifyRequest(stack, Set.of(), Map.of(), Duration.ZERO, Duration.ZERO);
        assertThat(witness(request, "9f9f", "8e8e").release()).isEmpty();
    }

    private VerificationReport witness(VerifyRequest request, String... commits) {
        List<RunningService> running = List.of(commits).stream()
                .map(commit -> new RunningService(
                        "identity",
                        "cfa-identity-1",
                        "healthy",
                        BEGIN,
                        "i",
                        Optional.of(commit),
                        Optional.empty(),
                        0,
                        Optional.empty()))
                .toList();
        return new ReportAssembler(request, onHost.host())
                .of(
                        new Report(List.of(), Map.of(), running),
                        BEGIN,
                        BEGIN.plusSeconds(21),
                        Optional.empty(),
                        List.of());
    }
}
