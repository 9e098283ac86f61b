package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotionTurnTest {

    private static final List<String> SERVICES = List.of("identity", "issuance");
    private static final Set<String> WITHOUT_DEPLOY = Set.of("cfa", "services", "service-kit", "identity", "issuance");
    private static final Set<String> WITH_DEPLOY =
            Set.of("cfa", "services", "service-kit", "identity", "issuance", "deploy");

    @Test
    void theModuleDeployPromotesWhereItIsInTheBuild() {
        assertThat(PromotionTurn.of("deploy", WITH_DEPLOY, SERVICES, Set.copyOf(SERVICES))
                        .promotes())
                .isTrue();
        PromotionTurn last = PromotionTurn.of("issuance", WITH_DEPLOY, SERVICES, Set.copyOf(SERVICES));
        assertThat(last)
                .isEqualTo(
                        new PromotionTurn(false, false, "left to the module deploy, which comes after all services"));
    }

    @Test
    void elseTheServiceThatIsPushedLastDoes() {
        assertThat(PromotionTurn.of("identity", WITHOUT_DEPLOY, SERVICES, Set.of("identity")))
                .isEqualTo(new PromotionTurn(false, false, "waits for issuance"));
        assertThat(PromotionTurn.of("issuance", WITHOUT_DEPLOY, SERVICES, Set.copyOf(SERVICES))
                        .promotes())
                .isTrue();
        assertThat(PromotionTurn.of(
                                "identity", Set.of("service-kit", "identity"), List.of("identity"), Set.of("identity"))
                        .promotes())
                .isTrue();
    }

    @Test
    void aModuleThatIsNoServiceNeverDoes() {
        assertThat(PromotionTurn.of("service-kit", WITHOUT_DEPLOY, SERVICES, Set.copyOf(SERVICES)))
                .isEqualTo(new PromotionTurn(false, false, "not a service: no property cfa.mainClass"));
    }

    @Test
    void theModuleDeployAloneMovesNothing() {
        assertThat(PromotionTurn.of("deploy", Set.of("cfa-maven-plugin", "deploy"), List.of(), Set.of()))
                .isEqualTo(new PromotionTurn(false, false, "no service in this build: no tag is moved"));
    }

    @Test
    void whatWasNotPushedIsNotPromoted() {
        PromotionTurn refused = PromotionTurn.of("deploy", WITH_DEPLOY, SERVICES, Set.of("identity"));
        assertThat(refused.refusal()).isTrue();
        assertThat(refused.reason())
                .isEqualTo("no tag was moved: this build did not push issuance."
                        + " Next: run cfa:push in the same build, as mvn deploy -Pcfa2 does");
        assertThat(PromotionTurn.of("identity", WITHOUT_DEPLOY, SERVICES, Set.of())
                        .refusal())
                .isTrue();
    }
}
