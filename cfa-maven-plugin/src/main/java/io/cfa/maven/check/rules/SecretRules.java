package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.SecretDetector;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.Map;
import java.util.Optional;

/** Secrets are files under {@code secrets/}, never a part of a commit; a finding does not repeat the value. */
public final class SecretRules {

    private final Findings findings;

    /** The rules whose findings are collected there. */
    public SecretRules(Findings findings) {
        this.findings = findings;
    }

    /** The settings of a service, by name and by value. */
    public void environment(ServiceEntry service) {
        Optional<YamlNode> environment = service.body().get("environment");
        if (environment.filter(YamlNode::isList).isPresent()) {
            for (YamlNode item : environment.get().items()) {
                String[] pair = item.text().split("=", 2);
                setting(item.place(), pair[0], pair.length == 2 ? pair[1] : "");
            }
        } else if (environment.isPresent()) {
            for (Map.Entry<YamlNode, YamlNode> entry : environment.get().entries()) {
                setting(
                        entry.getValue().place(),
                        entry.getKey().text(),
                        entry.getValue().text());
            }
        }
    }

    /** One setting. */
    void setting(SourceLocation place, String name, String value) {
        if (SecretDetector.of(name, value) && !SecretDetector.ofValue(value)) {
            add(place, name);
        }
    }

    /** Every text of a file, by its value. */
    public void texts(YamlNode file) {
        file.scalars()
                .filter(scalar -> SecretDetector.ofValue(scalar.text()))
                .forEach(scalar -> add(scalar.place(), "a text"));
    }

    /** A line of a file. */
    void add(SourceLocation place, String what) {
        findings.add(
                place,
                what + " looks like a secret",
                "a file under secrets/",
                "read it from /run/secrets; its value is in git now, so change it");
    }
}
