package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;

/** A job with {@code parallel} makes one job at least, and what others need of it is among those. */
final class ParallelRules {

    private final Findings findings;
    private final Pipeline pipeline;
    private final ParallelJobs jobs;

    ParallelRules(Findings findings, Pipeline pipeline) {
        this.findings = findings;
        this.pipeline = pipeline;
        this.jobs = new ParallelJobs(pipeline::items);
    }

    void check(String job) {
        pipeline.property(job, "parallel").ifPresent(parallel -> jobs.count(parallel)
                .filter(count -> parallel.isMapping())
                .filter(count -> count == 0 || count > ParallelJobs.MOST)
                .ifPresent(count -> findings.add(
                        parallel.place(),
                        job + " is made " + (count == 0 ? "no job" : count + " jobs") + " of by its parallel",
                        "1 to " + ParallelJobs.MOST + ", which are GitLab's limits",
                        count == 0 ? "give each variable a value" : "leave some out")));
        pipeline.needs(job).forEach(need -> need.parallel().ifPresent(parallel -> need(job, need, parallel)));
    }

    private void need(String job, Pipeline.Need need, YamlNode parallel) {
        Optional<List<String>> made = pipeline.found(need.job())
                .flatMap(other -> pipeline.property(other, "parallel").flatMap(own -> jobs.names(other, own)));
        Optional<List<String>> needed = jobs.names(need.job(), parallel);
        if (made.isPresent() && needed.isPresent()) {
            needed.get().stream()
                    .filter(name -> !made.get().contains(name))
                    .findFirst()
                    .ifPresent(name -> findings.add(
                            parallel.place(),
                            job + " needs " + name,
                            "one of " + made.get(),
                            "take values of the other job's matrix"));
        }
    }
}
