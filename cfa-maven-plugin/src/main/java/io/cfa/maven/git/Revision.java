package io.cfa.maven.git;

import java.time.Instant;

/**
 * The last commit that changed something.
 *
 * @param commit  its full hash, with {@value #DIRTY} where there are changes that are not committed; {@value #UNKNOWN} without git
 * @param created when it was made
 */
public record Revision(String commit, Instant created) {

    /** What follows the hash where files differ from it. */
    public static final String DIRTY = "-dirty";

    /** What stands in the place of a commit where there is no git. */
    public static final String UNKNOWN = "unknown";
}
