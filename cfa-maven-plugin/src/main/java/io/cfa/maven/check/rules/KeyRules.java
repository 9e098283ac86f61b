package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;

/** Every key of a compose file, also where it may hold anything, is a text: compose refuses {@code 8080: x} and {@code true: x}. */
public final class KeyRules {

    private final Findings findings;

    /** The rules whose findings are collected there. */
    public KeyRules(Findings findings) {
        this.findings = findings;
    }

    /** Checks what stands beneath. */
    public void check(YamlNode node) {
        if (node.isMapping()) {
            node.entries().forEach(entry -> {
                key(entry.getKey());
                check(entry.getValue());
            });
        } else if (node.isList()) {
            node.items().forEach(this::check);
        }
    }

    private void key(YamlNode key) {
        if (ScalarKind.of(key) != ScalarKind.TEXT || key.text().isEmpty()) {
            findings.add(
                    key.place(),
                    key.text().isEmpty() ? "a key without a name" : "the key " + key.text() + ", which is no text",
                    "a text",
                    key.text().isEmpty() ? "give it one" : "write \"" + key.text() + "\"");
        }
    }
}
