package io.cfa.maven.report.format;

import io.cfa.maven.report.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts evidence into a directory, in each of its forms. */
public final class ReportWriter {

    /** For programs. */
    public static final String JSON = "verify.json";

    /** For a pipeline's list of tests. */
    public static final String JUNIT = "TEST-cfa-verify.xml";

    /** For people. */
    public static final String HTML = "report.html";

    /** For a pipeline's later jobs. */
    public static final String DOTENV = "deploy.env";

    /** For a pipeline's metrics report. */
    public static final String METRICS = "metrics.txt";

    private ReportWriter() {}

    /**
     * Writes all of them, in the place of earlier ones.
     *
     * @throws IOException naming the file that could not be written
     */
    public static void write(VerificationReport evidence, Path directory) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(JSON, VerifyJson.write(evidence));
        files.put(JUNIT, JunitXml.write(evidence));
        files.put(HTML, HtmlReport.write(evidence));
        files.put(DOTENV, DotEnv.write(evidence));
        files.put(METRICS, MetricsText.write(evidence));
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** The report for programs, as docs/verify-schema.md describes it. */
    public static String json(VerificationReport report) {
        return VerifyJson.write(report);
    }
}
