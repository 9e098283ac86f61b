package io.cfa.maven.check.files;

import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;

/**
 * One service of the compose file, for the rules that look at each.
 *
 * @param name      its name
 * @param key       where that stands
 * @param body      what stands beneath
 * @param builtHere whether the reactor has a module of that name
 */
public record ServiceEntry(String name, YamlNode key, YamlNode body, boolean builtHere) {

    /** Where it begins. */
    public SourceLocation place() {
        return key.place();
    }
}
