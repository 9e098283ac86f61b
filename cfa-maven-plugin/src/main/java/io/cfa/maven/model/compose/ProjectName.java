package io.cfa.maven.model.compose;

import java.util.Locale;

/** The name that compose labels every container of a project with. */
public final class ProjectName {

    private ProjectName() {}

    /** What compose makes of a name that a file gives: lower case, without what a name cannot hold. */
    public static String of(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
    }
}
