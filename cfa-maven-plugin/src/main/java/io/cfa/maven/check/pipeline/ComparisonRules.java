package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Behind {@code =~} stands a regular expression: of a plain text GitLab asks whether it contains the other side, which is seldom meant.
 *
 * <p>Source: docs.gitlab.com, "CI/CD job rules", "Unexpected behavior from regular expression matching with =~".
 */
final class ComparisonRules {

    private static final Pattern TEXT = Pattern.compile("[=!]~\\s*(\"(?!/)[^\"]*\"|'(?!/)[^']*')");

    private final Findings findings;
    private final Pipeline pipeline;

    ComparisonRules(Findings findings, Pipeline pipeline) {
        this.findings = findings;
        this.pipeline = pipeline;
    }

    void check(String job) {
        Optional<YamlNode> rules = pipeline.property(job, "rules");
        List<YamlNode> items =
                rules.filter(YamlNode::isList).map(pipeline::items).orElse(List.of());
        items.stream()
                .filter(YamlNode::isMapping)
                .flatMap(rule -> rule.get("if").stream())
                .flatMap(YamlNode::scalars)
                .flatMap(condition -> Stream.of(TEXT.matcher(condition.text()))
                        .filter(Matcher::find)
                        .map(text -> new Comparison(condition, text.group(1))))
                .forEach(comparison -> findings.warn(
                        comparison.place.place(),
                        job + " compares with the text " + comparison.text + " by =~ or !~",
                        "a regular expression between slashes, such as /^dev-/",
                        "write slashes: GitLab asks whether the text contains the variable's value"));
    }

    private record Comparison(YamlNode place, String text) {}
}
