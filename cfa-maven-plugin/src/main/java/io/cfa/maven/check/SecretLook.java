package io.cfa.maven.check;

import java.util.regex.Pattern;

/** Tells a setting that looks like a secret from one that does not. */
final class SecretLook {

    private static final Pattern NAME =
            Pattern.compile("(?i).*(passw(or)?d|passphrase|secret|token|credential|private_?key|api_?key|auth_?key).*");
    private static final Pattern NO_SECRET_NAME =
            Pattern.compile("(?i).*(_file|_url|_uri|_path|_ttl|_seconds|_min|_max|_size|_enabled)");
    private static final Pattern VALUE = Pattern.compile(
            "-----BEGIN .*|gl(pat|dt|rt|cbt)-.{10,}|gh[pousr]_.{20,}|AKIA[A-Z0-9]{12,}|eyJ[\\w-]{10,}\\.eyJ.*|[a-z][a-z0-9+.-]*://[^/@\\s:]+:[^/@\\s$]+@.*",
            Pattern.DOTALL);

    private SecretLook() {}

    /** Whether a name with a value of its own, or a value by its form, is likely to be a secret; a path or a flag is not. */
    static boolean of(String name, String value) {
        if (VALUE.matcher(value).matches()) {
            return true;
        }
        boolean speaks =
                NAME.matcher(name).matches() && !NO_SECRET_NAME.matcher(name).matches();
        return speaks && !value.isBlank() && !value.startsWith("/") && !value.matches("true|false|[0-9]+");
    }
}
