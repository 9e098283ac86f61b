package io.cfa.kit.api;

/** The version of all APIs; what may change within one is said in docs/api.md. */
public final class ApiVersion {

    /** The one that is spoken. */
    public static final String CURRENT = "v1";

    /** JSON of this version; {@code application/json} is that of the current one. */
    public static final String MEDIA_TYPE = "application/vnd.cfa." + CURRENT + "+json";

    private ApiVersion() {}
}
