package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.compose.ImageRules;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ReactorInputs;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.rules.SecretRules;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold of the pipeline: what GitLab wants of it, what this project does, and that its images are pinned. */
public final class PipelineRules {

    private final ProjectLayout checkout;
    private final Findings findings;
    private final Optional<Variables> variables;

    /** The rules for the pipeline of a clone. */
    public PipelineRules(ProjectLayout checkout, Findings findings, Optional<Variables> variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
    }

    /**
     * Returns the stage of each job that runs; none where it has a wrong one, which is a finding already.
     *
     * @param file     the pipeline with all that it includes
     * @param complete whether that is all
     */
    public SortedMap<String, String> check(YamlNode file, boolean complete) {
        Pipeline pipeline = new Pipeline(file);
        new StructureRules(findings, pipeline, checkout.pipeline(), complete).check();
        ServiceJobRules services = new ServiceJobRules(checkout, findings, variables);
        ChangeRules changes = new ChangeRules(
                findings,
                pipeline,
                ReactorInputs.read(checkout.root()),
                checkout.names().pipeline().branch());
        SortedMap<String, String> stages = new TreeMap<>();
        for (String job : pipeline.jobs()) {
            stages.put(job, "");
            findings.collect(checkout.pipeline(), () -> {
                stages.put(job, services.knownStage(pipeline, job));
                images(pipeline, job);
            });
            findings.collect(checkout.pipeline(), () -> changes.check(job));
        }
        services.check(pipeline);
        return stages;
    }

    /** Every text of one of its files. */
    public void texts(YamlNode file) {
        new SecretRules(findings.of("secret")).texts(file);
    }

    private void images(Pipeline pipeline, String job) {
        ImageRules images = new ImageRules(
                findings.of("image"), Optional.empty(), checkout.names().modules());
        Stream.concat(
                        pipeline.property(job, "image").stream(),
                        pipeline.property(job, "services").map(pipeline::items).orElse(List.of()).stream())
                .filter(image -> !image.isList())
                .flatMap(image -> image.isMapping() ? image.get("name").stream() : Stream.of(image))
                .filter(image ->
                        !image.isList() && !image.isMapping() && !image.text().contains("$"))
                .forEach(image -> images.pinned(image.place(), image.text()));
    }
}
