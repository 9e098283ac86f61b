package io.cfa.maven.mojo.release;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a build sets of the env file's variables; everything else is as the host's own file has it. */
public final class StackVariables {

    private static final String PREFIX = "REGISTRY_IMAGE";
    private static final String TAG = "TAG";

    private StackVariables() {}

    /** Those that are given; null and blank are not. */
    public static Map<String, String> of(String imagePrefix, String deployTag) {
        Map<String, String> variables = new LinkedHashMap<>();
        given(imagePrefix).ifPresent(prefix -> variables.put(PREFIX, prefix));
        given(deployTag).ifPresent(tag -> variables.put(TAG, tag));
        return variables;
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
