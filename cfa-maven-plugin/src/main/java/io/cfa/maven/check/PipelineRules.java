package io.cfa.maven.check;

import io.cfa.maven.model.Place;
import io.cfa.maven.model.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold of the pipeline: a build job for each module, stages and needs that exist, a deploy that waits for all of them. */
final class PipelineRules {

    private static final String BUILD = "build-";
    private static final String DEPLOY = "deploy-cfa2";
    private static final String BRANCH = "dev-cfa2";
    private static final Pattern ON_BRANCH =
            Pattern.compile("(?s)" + BRANCH + "|.*\\$CI_COMMIT_(BRANCH|REF_NAME)\\b.*\\b" + BRANCH + "\\b.*");

    private final Checkout checkout;
    private final Findings findings;
    private final Optional<Variables> variables;

    PipelineRules(Checkout checkout, Findings findings, Optional<Variables> variables) {
        this.checkout = checkout;
        this.findings = findings;
        this.variables = variables;
    }

    /** Returns the stage of each job that runs; none where it has a wrong one, which is a finding already. */
    SortedMap<String, String> check(YamlNode file) {
        Pipeline pipeline = new Pipeline(file);
        pipeline.keyword("include")
                .ifPresent(include -> findings.add(
                        include.place(),
                        "an include",
                        "every job in this file",
                        "write them here: only this file is checked"));
        SortedMap<String, String> stages = new TreeMap<>();
        pipeline.all().forEach(job -> findings.collect(checkout.pipeline(), () -> parents(pipeline, job)));
        for (String job : pipeline.jobs()) {
            stages.put(job, "");
            findings.collect(checkout.pipeline(), () -> {
                stages.put(job, stage(pipeline, job));
                needs(pipeline, job);
                images(pipeline, job);
                if (job.startsWith(BUILD)) {
                    build(pipeline, job);
                }
                if (job.startsWith(BUILD) || job.equals(DEPLOY)) {
                    branch(pipeline, job);
                }
            });
        }
        missing(pipeline);
        findings.collect(checkout.pipeline(), () -> tag(pipeline));
        new SecretRules(findings.of("secret")).texts(file);
        return stages;
    }

    private void missing(Pipeline pipeline) {
        Place top = pipeline.top(checkout.pipeline());
        for (String service : checkout.services()) {
            if (!pipeline.jobs().contains(BUILD + service)) {
                findings.add(top, "no job " + BUILD + service, "one for the module services/" + service, "add it");
            }
        }
        if (pipeline.jobs().contains(DEPLOY)) {
            findings.collect(checkout.pipeline(), () -> waitsForAll(pipeline));
        } else {
            findings.add(top, "no job " + DEPLOY, "one in the stage deploy", "add it");
        }
    }

    private void parents(Pipeline pipeline, String job) {
        for (YamlNode parent : pipeline.parents(job)) {
            if (!pipeline.all().contains(parent.text())) {
                findings.add(parent.place(), job + " extends " + parent.text(), "a job of this file", "mend the name");
            }
        }
        if (pipeline.isCircle(job)) {
            findings.add(
                    pipeline.place(job),
                    job + " extends itself",
                    "a line of jobs without a circle",
                    "remove one extends");
        }
    }

    private String stage(Pipeline pipeline, String job) {
        Optional<YamlNode> stage = pipeline.property(job, "stage");
        String expected = job.startsWith(BUILD) ? "build" : job.equals(DEPLOY) ? "deploy" : "";
        if (stage.isEmpty()) {
            findings.add(pipeline.place(job), job + " names no stage", "one of " + pipeline.stages(), "add it");
        } else if (pipeline.order(stage.get().text()) < 0) {
            findings.add(
                    stage.get().place(),
                    "the stage " + stage.get().text(),
                    "one of " + pipeline.stages(),
                    "add it to stages, or choose one of them");
        } else if (!expected.isEmpty() && !stage.get().text().equals(expected)) {
            findings.add(
                    stage.get().place(),
                    job + " in the stage " + stage.get().text(),
                    "the stage " + expected,
                    "move it");
        } else {
            return stage.get().text();
        }
        return "";
    }

    private void needs(Pipeline pipeline, String job) {
        for (YamlNode need : pipeline.needs(job)) {
            if (!pipeline.jobs().contains(need.text())) {
                findings.add(need.place(), job + " needs " + need.text(), "a job of this file", "mend the name");
                continue;
            }
            Optional<String> own = pipeline.property(job, "stage").map(YamlNode::text);
            Optional<String> other = pipeline.property(need.text(), "stage").map(YamlNode::text);
            if (own.isPresent() && other.isPresent() && pipeline.order(other.get()) > pipeline.order(own.get())) {
                findings.add(
                        need.place(),
                        job + " needs " + need.text() + " of the later stage " + other.get(),
                        "a job of an earlier stage",
                        "move one of them");
            }
        }
    }

    private void images(Pipeline pipeline, String job) {
        ImageRules images = new ImageRules(findings.of("image"), Optional.empty());
        Stream.concat(
                        pipeline.property(job, "image").stream(),
                        pipeline.property(job, "services").map(YamlNode::items).orElse(List.of()).stream())
                .map(image -> image.isMapping() ? image.require("name") : image)
                .filter(image -> !image.text().contains("$"))
                .forEach(image -> images.pinned(image.place(), image.text()));
    }

    private void build(Pipeline pipeline, String job) {
        String service = job.substring(BUILD.length());
        Place place = pipeline.place(job);
        if (!checkout.services().contains(service)) {
            findings.add(
                    place,
                    "the job " + job + " of no module",
                    "a module services/" + service,
                    "remove the job, or add the module");
            return;
        }
        Pattern module = Pattern.compile("services/" + Pattern.quote(service) + "(?![\\w-])");
        if (pipeline.body(job).scalars().noneMatch(scalar -> module.matcher(scalar.text())
                .find())) {
            findings.add(
                    place,
                    job + " does not name its module",
                    "services/" + service,
                    "name it, so that the job is readable on its own");
        }
    }

    private void branch(Pipeline pipeline, String job) {
        Place place = pipeline.place(job);
        Optional<YamlNode> rules = pipeline.property(job, "rules").or(() -> pipeline.property(job, "only"));
        if (rules.isEmpty()
                || rules.get()
                        .scalars()
                        .noneMatch(scalar -> ON_BRANCH.matcher(scalar.text()).matches())) {
            findings.add(
                    rules.map(YamlNode::place).orElse(place),
                    job + " has no rule for " + BRANCH,
                    "if: $CI_COMMIT_BRANCH == \"" + BRANCH + "\"",
                    "add it");
        }
    }

    private void waitsForAll(Pipeline pipeline) {
        List<String> needs = pipeline.needs(DEPLOY).stream().map(YamlNode::text).toList();
        for (String service : checkout.services()) {
            if (!needs.contains(BUILD + service)) {
                findings.add(
                        pipeline.place(DEPLOY),
                        DEPLOY + " does not need " + BUILD + service,
                        "all build jobs under needs",
                        "add it");
            }
        }
    }

    /** The tag that the pipeline moves is the one that the compose file runs. */
    private void tag(Pipeline pipeline) {
        Optional<YamlNode> moved = pipeline.keyword("variables")
                .flatMap(all -> all.get("DEPLOY_TAG"))
                .flatMap(value -> value.isMapping() ? value.get("value") : Optional.of(value));
        Optional<String> run = variables.flatMap(known -> known.get("TAG")).filter(tag -> !tag.isBlank());
        if (run.isPresent() && moved.isEmpty()) {
            findings.add(
                    pipeline.top(checkout.pipeline()),
                    "no variable DEPLOY_TAG",
                    "DEPLOY_TAG: " + run.get() + ", the TAG of .env.cfa2",
                    "add it to the variables");
        } else if (run.isPresent() && !moved.get().text().equals(run.get())) {
            findings.add(
                    moved.get().place(),
                    "DEPLOY_TAG: " + moved.get().text(),
                    run.get() + ", the TAG of .env.cfa2",
                    "choose one of them");
        }
    }
}
