package io.cfa.maven.host;

import io.cfa.maven.report.Report;
import io.cfa.maven.report.TimedStep;

/** Is told what happened on the host, for the evidence of a release. */
public interface RolloutListener {

    /** Nobody writes anything down. */
    RolloutListener NONE = new RolloutListener() {
        @Override
        public void step(TimedStep step) {
            // not wanted
        }

        @Override
        public void failed(Report report) {
            // not wanted
        }
    };

    /** A step came to its end, the verification being one too. */
    void step(TimedStep step);

    /** What failing containers said, before the rollback. */
    void failed(Report report);
}
