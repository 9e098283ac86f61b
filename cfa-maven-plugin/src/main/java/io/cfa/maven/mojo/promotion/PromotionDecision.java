package io.cfa.maven.mojo.promotion;

import io.cfa.maven.mojo.service.ServiceModules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a module is the one that promotes all services of its build, or why it is not.
 *
 * @param promotes whether it does, if no other has
 * @param refusal  whether the build is wrong, and not merely unfinished
 * @param reason   for people
 */
public record PromotionDecision(boolean promotes, boolean refusal, String reason) {

    /**
     * The services of a build.
     *
     * @param built     those that are in it
     * @param pushed    those of them that it has pushed by now
     * @param isResumed whether a build before it has pushed others
     */
    public record Services(List<String> built, Set<String> pushed, boolean isResumed) {}

    /**
     * Decides.
     *
     * @param module   the module whose turn it may be
     * @param rollout  the module of this build that rolls out, and so comes after all services
     * @param known    the services of this build
     */
    public static PromotionDecision of(String module, Optional<String> rollout, Services known) {
        List<String> services = known.built();
        boolean isLast = rollout.filter(module::equals).isPresent();
        if (!isLast && rollout.isPresent()) {
            return no("left to the module " + rollout.get() + ", which rolls out after all services");
        }
        if (!isLast && !services.contains(module)) {
            return no("not a service: no property " + ServiceModules.MARK);
        }
        if (services.isEmpty() && known.isResumed()) {
            return new PromotionDecision(true, false, "the build before this one pushed them");
        }
        if (services.isEmpty()) {
            return no("no service in this build: no tag is moved");
        }
        List<String> missing = services.stream()
                .filter(service -> !known.pushed().contains(service))
                .toList();
        if (missing.isEmpty()) {
            return new PromotionDecision(true, false, "all were pushed");
        }
        String names = String.join(", ", missing);
        return isLast || missing.contains(module)
                ? new PromotionDecision(
                        false,
                        true,
                        "no tag was moved: this build did not push " + names
                                + ". Next: run cfa:push in the same build, for each of them")
                : no("waits for " + names);
    }

    private static PromotionDecision no(String reason) {
        return new PromotionDecision(false, false, reason);
    }
}
