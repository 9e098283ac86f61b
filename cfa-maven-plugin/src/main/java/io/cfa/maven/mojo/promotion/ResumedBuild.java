package io.cfa.maven.mojo.promotion;

import io.cfa.maven.mojo.service.ServiceModules;
import java.util.List;
import java.util.TreeSet;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * What a build that is resumed ({@code -rf}) leaves to the one before it.
 *
 * @param session the run of Maven
 */
record ResumedBuild(MavenSession session) {

    /** The services that the whole build would have made, and that this one does not; none where it is whole itself. */
    TreeSet<String> before() {
        TreeSet<String> before = new TreeSet<>();
        MavenExecutionRequest request = session.getRequest();
        if (request.getResumeFrom() == null || request.getResumeFrom().isBlank()) {
            return before;
        }
        List<String> wanted = request.getSelectedProjects();
        List<String> unwanted = request.getExcludedProjects();
        for (MavenProject module : session.getAllProjects()) {
            boolean isWanted = wanted == null
                    || wanted.isEmpty()
                    || request.getMakeBehavior() != null
                            && !request.getMakeBehavior().equals(MavenExecutionRequest.REACTOR_MAKE_UPSTREAM)
                    || wanted.stream().anyMatch(selector -> names(selector, module));
            boolean isUnwanted = unwanted != null && unwanted.stream().anyMatch(selector -> names(selector, module));
            if (ServiceModules.isService(module) && isWanted && !isUnwanted) {
                before.add(module.getArtifactId());
            }
        }
        ServiceModules.ofBuild(session).forEach(before::remove);
        return before;
    }

    private boolean names(String selector, MavenProject module) {
        String name = selector.strip().replaceFirst("^[+?]+", "");
        String path = session.getRequest()
                .getMultiModuleProjectDirectory()
                .toPath()
                .relativize(module.getBasedir().toPath())
                .toString();
        return name.equals(":" + module.getArtifactId())
                || name.equals(module.getGroupId() + ":" + module.getArtifactId())
                || name.replaceFirst("/$", "").equals(path);
    }
}
