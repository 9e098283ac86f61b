package io.cfa.maven.check;

import io.cfa.maven.model.Place;
import io.cfa.maven.model.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the pipeline: a build job for each module, stages and needs that exist, a deploy that waits for all of them. */
final class PipelineRules {

    private static final Set<String> KEYWORDS = Set.of(
            "stages",
            "include",
            "variables",
            "default",
            "workflow",
            "image",
            "services",
            "cache",
            "before_script",
            "after_script",
            "spec");
    private static final Set<String> BUILT_IN_STAGES = Set.of(".pre", ".post");
    private static final String BUILD = "build-";
    private static final String DEPLOY = "deploy-cfa2";

    private final Checkout checkout;
    private final Findings findings;
    private final Map<String, YamlNode> bodies = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    PipelineRules(Checkout checkout, Findings findings) {
        this.checkout = checkout;
        this.findings = findings;
    }

    /** Returns the jobs that run, for whom the name is enough. */
    Set<String> check(YamlNode pipeline) {
        for (Map.Entry<YamlNode, YamlNode> entry : pipeline.entries()) {
            if (!KEYWORDS.contains(entry.getKey().text())) {
                bodies.put(entry.getKey().text(), entry.getValue());
                places.put(entry.getKey().text(), entry.getKey().place());
            }
        }
        Optional<YamlNode> stages = pipeline.get("stages");
        List<String> known = stages.filter(YamlNode::isList).map(this::texts).orElse(List.of());
        Set<String> jobs = new TreeSet<>(bodies.keySet());
        jobs.removeIf(name -> name.startsWith("."));
        jobs.forEach(job -> job(job, known));
        Place top = stages.map(YamlNode::place).orElse(pipeline.place());
        for (String service : checkout.services()) {
            if (!jobs.contains(BUILD + service)) {
                findings.add(top, "no job " + BUILD + service, "one for the module services/" + service, "add it");
            }
        }
        if (jobs.contains(DEPLOY)) {
            waitsForAll();
        } else {
            findings.add(top, "no job " + DEPLOY, "one in the stage deploy", "add it");
        }
        return jobs;
    }

    private void job(String job, List<String> stages) {
        Place place = places.get(job);
        property(job, "stage")
                .ifPresentOrElse(
                        stage -> {
                            if (!stages.contains(stage.text()) && !BUILT_IN_STAGES.contains(stage.text())) {
                                findings.add(
                                        stage.place(),
                                        "the stage " + stage.text(),
                                        "one of " + stages,
                                        "add it to stages, or choose one of them");
                            }
                        },
                        () -> findings.add(place, job + " names no stage", "one of " + stages, "add it"));
        property(job, "needs").filter(YamlNode::isList).ifPresent(needs -> needs.items()
                .forEach(need -> {
                    YamlNode name = need.isMapping() ? need.get("job").orElse(need) : need;
                    if (!name.isMapping() && !bodies.containsKey(name.text())) {
                        findings.add(
                                name.place(), job + " needs " + name.text(), "a job of this file", "mend the name");
                    }
                }));
        if (!job.startsWith(BUILD)) {
            return;
        }
        String service = job.substring(BUILD.length());
        if (!checkout.services().contains(service)) {
            findings.add(
                    place,
                    "the job " + job + " of no module",
                    "a module services/" + service,
                    "remove the job, or add the module");
        } else if (bodies.get(job).scalars().noneMatch(scalar -> scalar.text().contains(service))) {
            findings.add(
                    place,
                    job + " does not name its module",
                    "services/" + service,
                    "name it, so that the job is readable on its own");
        }
    }

    private void waitsForAll() {
        List<String> needs = property(DEPLOY, "needs")
                .filter(YamlNode::isList)
                .map(list -> list.items().stream()
                        .map(need -> need.isMapping()
                                ? need.get("job").map(YamlNode::text).orElse("")
                                : need.text())
                        .toList())
                .orElse(List.of());
        for (String service : checkout.services()) {
            if (!needs.contains(BUILD + service)) {
                findings.add(
                        places.get(DEPLOY),
                        DEPLOY + " does not need " + BUILD + service,
                        "all build jobs under needs",
                        "add it");
            }
        }
    }

    /** A property of a job, or of what it extends; a circle of them ends at its first member. */
    private Optional<YamlNode> property(String job, String key) {
        return property(job, key, new ArrayList<>());
    }

    private Optional<YamlNode> property(String job, String key, List<String> visited) {
        YamlNode body = bodies.get(job);
        if (body == null || !body.isMapping() || visited.contains(job)) {
            return Optional.empty();
        }
        visited.add(job);
        Optional<YamlNode> own = body.get(key);
        if (own.isPresent()) {
            return own;
        }
        List<YamlNode> parents = body.get("extends")
                .map(parent -> parent.isList() ? parent.items() : List.of(parent))
                .orElse(List.of());
        for (int i = parents.size() - 1; i >= 0; i--) {
            String parent = parents.get(i).text();
            if (!bodies.containsKey(parent)) {
                continue;
            }
            Optional<YamlNode> inherited = property(parent, key, visited);
            if (inherited.isPresent()) {
                return inherited;
            }
        }
        return Optional.empty();
    }

    private List<String> texts(YamlNode list) {
        return list.items().stream().map(YamlNode::text).toList();
    }
}
