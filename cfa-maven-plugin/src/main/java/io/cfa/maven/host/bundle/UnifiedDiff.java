package io.cfa.maven.host.bundle;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.regex.Pattern;

/** How two texts of one file differ, for people; values that look secret are not shown. */
public final class UnifiedDiff {

    private static final int CONTEXT = 2;
    private static final Pattern SECRET = Pattern.compile(
            "(?i)^([-+ ]?\\s*(?:export\\s+)?[A-Za-z0-9_]*(?:PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|_KEY)[A-Za-z0-9_]*\\s*[=:]\\s*).+$");

    private UnifiedDiff() {}

    /** A unified diff; no lines where the texts are the same. */
    public static List<String> lines(String before, String beforeName, String after, String afterName) {
        List<String> old = before.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(
                        beforeName,
                        afterName,
                        old,
                        DiffUtils.diff(old, after.lines().toList()),
                        CONTEXT)
                .stream()
                .map(line -> SECRET.matcher(line).replaceFirst("$1•••"))
                .toList();
    }
}
