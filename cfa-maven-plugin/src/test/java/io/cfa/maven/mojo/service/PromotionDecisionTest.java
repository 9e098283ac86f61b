package io.cfa.maven.mojo.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotionDecisionTest {

    private static final List<String> SERVICES = List.of("orders", "stock");
    private static final Optional<String> NOWHERE = Optional.empty();
    private static final Optional<String> ROLLOUT = Optional.of("ship");

    @Test
    void theModuleThatRollsOutPromotesWhereItIsInTheBuild() {
        assertThat(PromotionDecision.of("ship", ROLLOUT, SERVICES, Set.copyOf(SERVICES))
                        .promotes())
                .isTrue();
        assertThat(PromotionDecision.of("stock", ROLLOUT, SERVICES, Set.copyOf(SERVICES)))
                .isEqualTo(new PromotionDecision(
                        false, false, "left to the module ship, which rolls out after all services"));
    }

    @Test
    void elseTheServiceThatIsPushedLastDoes() {
        assertThat(PromotionDecision.of("orders", NOWHERE, SERVICES, Set.of("orders")))
                .isEqualTo(new PromotionDecision(false, false, "waits for stock"));
        assertThat(PromotionDecision.of("stock", NOWHERE, SERVICES, Set.copyOf(SERVICES))
                        .promotes())
                .isTrue();
        assertThat(PromotionDecision.of("orders", NOWHERE, List.of("orders"), Set.of("orders"))
                        .promotes())
                .isTrue();
    }

    @Test
    void aModuleThatIsNoServiceNeverDoes() {
        assertThat(PromotionDecision.of("shared", NOWHERE, SERVICES, Set.copyOf(SERVICES)))
                .isEqualTo(new PromotionDecision(false, false, "not a service: no property cfa.mainClass"));
    }

    @Test
    void theModuleThatRollsOutAloneMovesNothing() {
        assertThat(PromotionDecision.of("ship", ROLLOUT, List.of(), Set.of()))
                .isEqualTo(new PromotionDecision(false, false, "no service in this build: no tag is moved"));
    }

    @Test
    void whatWasNotPushedIsNotPromoted() {
        PromotionDecision refused = PromotionDecision.of("ship", ROLLOUT, SERVICES, Set.of("orders"));
        assertThat(refused.refusal()).isTrue();
        assertThat(refused.reason())
                .isEqualTo("no tag was moved: this build did not push stock."
                        + " Next: run cfa:push in the same build, for each of them");
        assertThat(PromotionDecision.of("orders", NOWHERE, SERVICES, Set.of()).refusal())
                .isTrue();
    }
}
