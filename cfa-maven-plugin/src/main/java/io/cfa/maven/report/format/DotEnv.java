package io.cfa.maven.report.format;

import io.cfa.maven.report.VerificationReport;
import java.util.regex.Pattern;

/** Writes what later jobs and the environment's page of a pipeline need: CFA_RELEASE and CFA_URL, each where it is known. */
final class DotEnv {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,?&~\\[\\]-]+");

    private DotEnv() {}

    static String write(VerificationReport evidence) {
        return evidence.release().map(release -> line("CFA_RELEASE", release)).orElse("")
                + evidence.url().map(url -> line("CFA_URL", url.toString())).orElse("");
    }

    private static String line(String name, String value) {
        return PLAIN.matcher(value).matches() ? name + "=" + value + "\n" : "";
    }
}
