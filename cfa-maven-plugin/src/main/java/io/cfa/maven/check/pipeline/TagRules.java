package io.cfa.maven.check.pipeline;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;

/**
 * The one tag of its own that GitLab has is {@code !reference}: behind a misspelt one stands a plain list, whose items would be run as commands.
 *
 * <p>Source: docs.gitlab.com, "Optimize GitLab CI/CD configuration files", reference tags.
 */
final class TagRules {

    private final Findings findings;

    TagRules(Findings findings) {
        this.findings = findings;
    }

    void check(YamlNode node) {
        String tag = node.tag();
        if (tag.startsWith("!") && !tag.equals("!reference")) {
            findings.add(node.place(), "the tag " + tag, "!reference, the only one that GitLab knows", "mend it");
        }
        if (node.isMapping()) {
            node.entries().forEach(entry -> check(entry.getValue()));
        } else if (node.isList()) {
            node.items().forEach(this::check);
        }
    }
}
