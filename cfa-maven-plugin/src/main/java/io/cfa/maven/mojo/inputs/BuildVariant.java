package io.cfa.maven.mojo.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;

/** What a run of Maven builds of the same files in another way: with profiles, and with properties of the POMs that the command line gives anew. */
final class BuildVariant {

    /** Of this plugin: those that an image is made with are parameters of its goals, and the others are of no account to an image. */
    private static final String OURS = "cfa.";

    private BuildVariant() {}

    /** It as lines, always in one order. */
    static List<String> of(MavenSession session, MavenProject module) {
        List<String> lines = new ArrayList<>();
        for (MavenProject each = module; each != null; each = each.getParent()) {
            for (Profile profile : each.getActiveProfiles()) {
                lines.add("profile " + profile.getId() + " of " + each.getArtifactId());
            }
        }
        Properties given = session.getUserProperties();
        for (String name : new TreeSet<>(given.stringPropertyNames())) {
            if (!name.startsWith(OURS) && module.getProperties().containsKey(name)) {
                lines.add("property " + name + "=" + given.getProperty(name));
            }
        }
        return lines;
    }
}
