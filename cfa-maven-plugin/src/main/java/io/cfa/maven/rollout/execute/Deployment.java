package io.cfa.maven.rollout.execute;

import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;

/** Brings a release to where it shall run: to one host by Docker Compose, or to a swarm; goals do not know which. */
public interface Deployment {

    /** Makes the plan, having looked; changes nothing. */
    Plan plan(RolloutRequest request);

    /** Makes the plan, runs it and verifies what runs then; returns what was verified. */
    Report run(RolloutRequest request, VerifyRequest verification);
}
