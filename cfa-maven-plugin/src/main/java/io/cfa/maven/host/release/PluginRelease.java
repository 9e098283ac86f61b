package io.cfa.maven.host.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the plugin that runs is of the commit that the host runs; the one knows what the other has, as far as they are of one. */
public final class PluginRelease {

    /** As {@code .gitlab/publish-plugin} makes it. */
    private static final Pattern PUBLISHED = Pattern.compile("(.+)-([0-9a-f]{7,40})");

    private PluginRelease() {}

    /**
     * What to say where they are of two commits; nothing where one of them is not known, as of a plugin that was built here.
     *
     * @param version of the plugin
     * @param log     of the host
     */
    public static Optional<String> difference(String version, ReleaseLog log) {
        Matcher published = PUBLISHED.matcher(version);
        if (!published.matches()) {
            return Optional.empty();
        }
        String own = published.group(2);
        return log.lastVerified()
                .map(Release::revision)
                .filter(revision -> revision.matches("[0-9a-f]{7,40}"))
                .filter(revision -> !revision.startsWith(own) && !own.startsWith(revision))
                .map(revision ->
                        "this plugin is of " + own + ", and what was rolled out to the host last is of " + revision
                                + ": what only one of them knows may be judged wrongly. Next: for a plugin of that commit, mvn"
                                + " io.cfa:cfa-maven-plugin:" + published.group(1) + "-" + revision + ":verify");
    }
}
