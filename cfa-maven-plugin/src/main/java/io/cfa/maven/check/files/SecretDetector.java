package io.cfa.maven.check.files;

import java.util.regex.Pattern;

/** Tells a setting that looks like a secret from one that does not. */
public final class SecretDetector {

    private static final Pattern NAME = Pattern.compile(
            "(?i)passw|passphrase|secret|token|credential|private_?key|api_?key|auth_?key|(^|_)(pass|pwd)$");
    private static final Pattern NO_SECRET_NAME = Pattern.compile(
            "(?i)_?(file|url|uri|path|endpoint|ttl|seconds|minutes|min|max|size|length|enabled|expiration|expiry|expires|expires_?in"
                    + "|lifetime|duration|timeout|interval|policy|algorithm|alg|issuer|audience|header|type|name|count|limit"
                    + "|realm|claim|prefix|provider)$|^allow_|^(no|enable|disable|use|require|skip|force)_");
    private static final Pattern NO_SECRET_VALUE = Pattern.compile("(?i)\\s*|/.*|https?://.*|true|false|yes|no|on|off"
            + "|[0-9]{1,5}|[0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|kb?|mb?|gb?)");

    /** Keys and tokens by their form, a password in an address, a password as an option of a command. */
    private static final Pattern VALUE = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY"
            + "|\\bgl(pat|dt|rt|cbt)-[\\w-]{10}|\\bgh[pousr]_\\w{20}|\\bAKIA[A-Z0-9]{12}|\\beyJ[\\w-]{10,2000}+\\.eyJ"
            + "|\\b[a-z][a-z0-9+.-]{1,20}://[^/@\\s:]{0,200}:(?!\\$)[^/@\\s$]{1,200}@"
            // as parameters of an address, such as one of a database
            + "|(?i)[?&;](pass|passwd|password|pwd|secret|token|access_token|api_?key|sig)=(?!\\$|&|;|/run/secrets/)[^&;\\s\"']"
            + "|(?i)--?(require)?(pass|password|token|secret)[= ][^\\s$]");

    /** As a generator of passwords makes them: nothing but letters of both cases and digits, and long. */
    private static final Pattern RANDOM =
            Pattern.compile("(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9+_-]{28,200}={0,2}");

    private SecretDetector() {}

    /** Whether a name with a value of its own, or a value by its form, is likely to be a secret; a path or a flag is not. */
    public static boolean of(String name, String value) {
        // what comes from a variable is looked at where that is set
        return ofValue(value)
                || RANDOM.matcher(value).matches()
                || ofName(name) && !NO_SECRET_VALUE.matcher(value).matches() && !isItself(name, value);
    }

    /** {@code KEY: ${KEY}}: no value of its own. */
    private static boolean isItself(String name, String value) {
        return value.equals("$" + name) || value.matches("\\$\\{\\Q" + name.replace("\\E", "") + "\\E(:?\\?.*)?}");
    }

    /** Whether a name announces a secret. */
    static boolean ofName(String name) {
        return NAME.matcher(name).find() && !NO_SECRET_NAME.matcher(name).find();
    }

    /** Whether a text by its form alone is or has a secret. */
    public static boolean ofValue(String value) {
        return VALUE.matcher(value).find();
    }
}
