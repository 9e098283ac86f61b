package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the plan of going back to a release, out of images that the host still has; needs no registry. */
public final class RollbackPlanner {

    private final Stack stack;
    private final ComposeProject project;
    private final Release release;

    public RollbackPlanner(Stack stack, ComposeProject project, Release release) {
        this.stack = stack;
        this.project = project;
        this.release = release;
    }

    /**
     * The plan.
     *
     * @param allMayChange whether containers may be replaced whose image stays
     * @param before       what is done when the images are known to be there
     */
    public Plan plan(ContainerSnapshot state, boolean allMayChange, List<Step> before) {
        ComposeUpSteps ups = new ComposeUpSteps(stack, project);
        Map<String, String> tags = new LinkedHashMap<>();
        List<String> summary = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Service service : stack.services()) {
            Digest digest = release.images().get(service.name());
            if (digest != null && service.builtHere()) {
                tags.put(
                        service.image().withDigest(digest).toString(),
                        service.image().toString());
            }
            if (service.builtHere()) {
                summary.add(ServiceChange.line(stack, service, state, digest, release.revision()));
            }
            boolean asItShouldBe = digest == null ? state.isUp(service.name()) : state.runs(service.name(), digest);
            if (allMayChange || !asItShouldBe) {
                changed.add(service.name());
            }
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                "see that the host still has the images of " + release.revision(),
                Command.of("docker", "image", "inspect", "--format", "{{.Id}}")
                        .with(tags.keySet().toArray(String[]::new)),
                "Nothing was changed by this step. Next: roll out " + release.revision()
                        + " again from its pipeline, which pulls them"));
        steps.addAll(before);
        steps.add(ups.tag(
                "give the images of " + release.revision() + " the tag that the compose file runs",
                tags,
                "Some tags may be moved and no container was. Next: run it again"));
        steps.addAll(ups.up(changed, "--pull", "never"));
        return new Plan(summary, steps);
    }
}
