package io.cfa.maven.rollout.rollback;

import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.verify.VerifyRequest;

/** Brings an earlier verified release back: on one host, or on a swarm; goals do not know which. */
public interface RollbackStrategy {

    /** Makes the plan, having looked; changes nothing. */
    Plan plan(RollbackRequest request);

    /** Makes the plan, runs it and verifies what runs then; returns what was verified. */
    Report run(RollbackRequest request, VerifyRequest verification);
}
