package io.cfa.maven.mojo.promotion;

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
        assertThat(PromotionDecision.of(
                                "ship", ROLLOUT, new PromotionDecision.Services(SERVICES, Set.copyOf(SERVICES), false))
                        .promotes())
                .isTrue();
        assertThat(PromotionDecision.of(
                        "stock", ROLLOUT, new PromotionDecision.Services(SERVICES, Set.copyOf(SERVICES), false)))
                .isEqualTo(new PromotionDecision(
                        false, false, "left to the module ship, which rolls out after all services"));
    }

    @Test
    void elseTheServiceThatIsPushedLastDoes() {
        assertThat(PromotionDecision.of(
                        "orders", NOWHERE, new PromotionDecision.Services(SERVICES, Set.of("orders"), false)))
                .isEqualTo(new PromotionDecision(false, false, "waits for stock"));
        assertThat(PromotionDecision.of(
                                "stock", NOWHERE, new PromotionDecision.Services(SERVICES, Set.copyOf(SERVICES), false))
                        .promotes())
                .isTrue();
        assertThat(PromotionDecision.of(
                                "orders",
                                NOWHERE,
                                new PromotionDecision.Services(List.of("orders"), Set.of("orders"), false))
                        .promotes())
                .isTrue();
    }

    @Test
    void aModuleThatIsNoServiceNeverDoes() {
        assertThat(PromotionDecision.of(
                        "shared", NOWHERE, new PromotionDecision.Services(SERVICES, Set.copyOf(SERVICES), false)))
                .isEqualTo(new PromotionDecision(false, false, "not a service: no property cfa.mainClass"));
    }

    @Test
    void theModuleThatRollsOutAloneMovesNothing() {
        assertThat(PromotionDecision.of("ship", ROLLOUT, new PromotionDecision.Services(List.of(), Set.of(), false)))
                .isEqualTo(new PromotionDecision(false, false, "no service in this build: no tag is moved"));
    }

    @Test
    void whatWasNotPushedIsNotPromoted() {
        PromotionDecision refused = PromotionDecision.of(
                "ship", ROLLOUT, new PromotionDecision.Services(SERVICES, Set.of("orders"), false));
        assertThat(refused.refusal()).isTrue();
        assertThat(refused.reason())
                .isEqualTo("no tag was moved: this build did not push stock."
                        + " Next: run cfa:push in the same build, for each of them");
        assertThat(PromotionDecision.of("orders", NOWHERE, new PromotionDecision.Services(SERVICES, Set.of(), false))
                        .refusal())
                .isTrue();
    }

    @Test
    void aResumedBuildPromotesWhatTheOneBeforeItPushed() {
        assertThat(PromotionDecision.of("ship", ROLLOUT, new PromotionDecision.Services(List.of(), Set.of(), true)))
                .isEqualTo(new PromotionDecision(true, false, "the build before this one pushed them"));
        assertThat(PromotionDecision.of(
                                "stock",
                                NOWHERE,
                                new PromotionDecision.Services(List.of("stock"), Set.of("stock"), true))
                        .promotes())
                .isTrue();
    }
}
