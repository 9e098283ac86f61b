package io.cfa.sandbox;

import java.util.List;

/**
 * What a fault during a rollout may leave: the old release or the new one, healthy, with the lock free and no credential; and a second run
 * succeeds. The release that runs after a first run that succeeded is the new one. What is not ours to replace has the containers that it had, and
 * there is one stack, with one container a service.
 */
final class FaultVerdict {

    private FaultVerdict() {}

    static List<String> problems(CaseRecord seen, String password) {
        boolean succeeded = seen.is("first.status", "0");
        String after = seen.fact("first.runs");
        Verdict verdict = new Verdict(seen)
                .expect(seen.is("happened", "yes"), "the fault did not happen")
                .expect(
                        succeeded == seen.is("expected", "succeeds"),
                        succeeded ? "the first run succeeded" : "the first run failed")
                .saysWhatAPersonNeeds("first.log", password)
                .expect(seen.is("nothing-left", "yes"), "a lock or a credential is left")
                .expect(seen.is("healthy", "yes"), "not all services of ours are healthy");
        boolean old = after.equals(seen.fact("old"));
        boolean changed = after.equals(seen.fact("new"));
        return verdict.expect(!after.isEmpty() && (old || changed), "identity runs '" + after + "'")
                .expect(!succeeded || changed, "it succeeded, and the old release runs")
                .expect(seen.is("second.status", "0"), "the second run failed")
                .expect(
                        !after.isEmpty() && seen.fact("second.runs").equals(seen.fact("second.wanted")),
                        "after the second run identity runs '" + seen.fact("second.runs") + "'")
                .expect(
                        seen.is("infrastructure", "made anew")
                                || seen.fact("infrastructure.before").equals(seen.fact("infrastructure.after")),
                        "infrastructure was replaced")
                .expect(seen.is("one-stack", "yes"), "another stack, or a container too many, is left")
                .expect(seen.is("second.healthy", "yes"), "not all services are healthy after the second run")
                .expect(!seen.is("also", "no"), "what the case asks for besides is not so")
                .says("doctor")
                .says("status")
                .says("verify")
                .expect(seen.is("outcome", "verified"), "the release log ends with '" + seen.fact("outcome") + "'")
                .expect(
                        password.isEmpty() || !seen.fact("second.log").contains(password),
                        "second.log shows the registry's password")
                .problems();
    }

    /** What happened, in a sentence, for a case in which nothing is wrong. */
    static String summary(CaseRecord seen) {
        String first = seen.is("action", "kill_it") ? "is killed" : seen.fact("expected");
        String release = seen.fact("first.runs").equals(seen.fact("old")) ? "old" : "new";
        return "%-24s %3s s  the first run %s; then the host runs the %s release; the second run succeeds, %s s"
                .formatted(seen.name(), seen.fact("first.seconds"), first, release, seen.fact("second.seconds"));
    }
}
