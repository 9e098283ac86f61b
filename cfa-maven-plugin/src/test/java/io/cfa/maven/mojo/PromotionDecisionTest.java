package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotionDecisionTest {

    private static final List<String> SERVICES = List.of("identity", "issuance");
    private static final Set<String> WITHOUT_DEPLOY = Set.of("cfa", "services", "service-kit", "identity", "issuance");
    private static final Set<String> WITH_DEPLOY =
            Set.of("cfa", "services", "service-kit", "identity", "issuance", "deploy");

    @Test
    void theModuleDeployPromotesWhereItIsInTheBuild() {
        assertThat(PromotionDecision.of("deploy", WITH_DEPLOY, SERVICES, Set.copyOf(SERVICES))
                        .promotes())
                .isTrue();
        PromotionDecision last = PromotionDecision.of("issuance", WITH_DEPLOY, SERVICES, Set.copyOf(SERVICES));
        assertThat(last)
                .isEqualTo(new PromotionDecision(
                        false, false, "left to the module deploy, which comes after all services"));
    }

    @Test
    void elseTheServiceThatIsPushedLastDoes() {
        assertThat(PromotionDecision.of("identity", WITHOUT_DEPLOY, SERVICES, Set.of("identity")))
                .isEqualTo(new PromotionDecision(false, false, "waits for issuance"));
        assertThat(PromotionDecision.of("issuance", WITHOUT_DEPLOY, SERVICES, Set.copyOf(SERVICES))
                        .promotes())
                .isTrue();
        assertThat(PromotionDecision.of(
                                "identity", Set.of("service-kit", "identity"), List.of("identity"), Set.of("identity"))
                        .promotes())
                .isTrue();
    }

    @Test
    void aModuleThatIsNoServiceNeverDoes() {
        assertThat(PromotionDecision.of("service-kit", WITHOUT_DEPLOY, SERVICES, Set.copyOf(SERVICES)))
                .isEqualTo(new PromotionDecision(false, false, "not a service: no property cfa.mainClass"));
    }

    @Test
    void theModuleDeployAloneMovesNothing() {
        assertThat(PromotionDecision.of("deploy", Set.of("cfa-maven-plugin", "deploy"), List.of(), Set.of()))
                .isEqualTo(new PromotionDecision(false, false, "no service in this build: no tag is moved"));
    }

    @Test
    void whatWasNotPushedIsNotPromoted() {
        PromotionDecision refused = PromotionDecision.of("deploy", WITH_DEPLOY, SERVICES, Set.of("identity"));
        assertThat(refused.refusal()).isTrue();
        assertThat(refused.reason())
                .isEqualTo("no tag was moved: this build did not push issuance."
                        + " Next: run cfa:push in the same build, as mvn deploy -Pcfa2 does");
        assertThat(PromotionDecision.of("identity", WITHOUT_DEPLOY, SERVICES, Set.of())
                        .refusal())
                .isTrue();
    }
}
