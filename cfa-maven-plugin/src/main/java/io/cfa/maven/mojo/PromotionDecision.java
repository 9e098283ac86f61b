package io.cfa.maven.mojo;

import java.util.List;
import java.util.Set;

/**
 * Whether a module is the one that promotes all services of its build, or why it is not.
 *
 * @param promotes whether it does, if no other has
 * @param refusal  whether the build is wrong, and not merely unfinished
 * @param reason   for people
 */
record PromotionDecision(boolean promotes, boolean refusal, String reason) {

    /** The module that comes after all services. */
    static final String DEPLOY = "deploy";

    /**
     * Decides.
     *
     * @param module   the module whose turn it may be
     * @param build    the modules of this build
     * @param services those of them that are services
     * @param pushed   those of them that this build has pushed by now
     */
    static PromotionDecision of(String module, Set<String> build, List<String> services, Set<String> pushed) {
        boolean isDeploy = module.equals(DEPLOY);
        if (!isDeploy && build.contains(DEPLOY)) {
            return no("left to the module " + DEPLOY + ", which comes after all services");
        }
        if (!isDeploy && !services.contains(module)) {
            return no("not a service: no property cfa.mainClass");
        }
        if (services.isEmpty()) {
            return no("no service in this build: no tag is moved");
        }
        List<String> missing =
                services.stream().filter(service -> !pushed.contains(service)).toList();
        if (missing.isEmpty()) {
            return new PromotionDecision(true, false, "all were pushed");
        }
        String names = String.join(", ", missing);
        return isDeploy || missing.contains(module)
                ? new PromotionDecision(
                        false,
                        true,
                        "no tag was moved: this build did not push " + names
                                + ". Next: run cfa:push in the same build, as mvn deploy -Pcfa2 does")
                : no("waits for " + names);
    }

    private static PromotionDecision no(String reason) {
        return new PromotionDecision(false, false, reason);
    }
}
