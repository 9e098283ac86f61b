package io.cfa.maven.rollout.rollback;

/** What a rollback does where older images are not certain to live with the schema of a database. */
public enum SchemaPolicy {
    /** It says what would be lost, and does nothing. */
    REFUSE,
    /** It puts the images back all the same: somebody knows better. */
    ACCEPT,
    /** It restores the dump from before too, having dumped the present state. */
    WITH_DATA;

    /**
     * What the parameters say.
     *
     * @throws IllegalArgumentException if both are set
     */
    public static SchemaPolicy of(boolean accept, boolean withData) {
        if (accept && withData) {
            throw new IllegalArgumentException(
                    "-Dcfa.acceptSchema leaves the data, and -Dcfa.withData brings it back. Next: choose one");
        }
        return accept ? ACCEPT : withData ? WITH_DATA : REFUSE;
    }
}
