package io.cfa.maven.check.rules;

import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a plain value of a file reaches its reader as it is written. YAML reads {@code 010} as eight, what stands behind {@code TAG: 1.10} is
 * written anew, as {@code 1.1}, and {@code yes} is {@code true} to Ruby.
 */
public enum NumberForm {

    /** What Go prints of a number that it has read: no sign, zero or digit more than needed, no exponent unless the number is long. */
    GO("0|-?[1-9][0-9]{0,18}|1[0-7][0-9]{18}|-?(0|[1-9][0-9]{0,5})\\.(?!0000)[0-9]*[1-9]", "(?!)"),

    /** What Ruby prints. */
    RUBY("0|-?[1-9][0-9]*|-?(0|[1-9][0-9]{0,14})\\.(0|(?!0000)[0-9]*[1-9])", "(?i)yes|no|on|off");

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]*|[0-9]*\\.[0-9]*)([eE][-+]?[0-9]+)?");

    private final Pattern printed;
    private final Pattern truths;

    NumberForm(String printed, String truths) {
        this.printed = Pattern.compile(printed);
        this.truths = Pattern.compile(truths);
    }

    /** Whether it is one that is kept; an access mode is octal by custom. */
    boolean keeps(YamlNode node, List<String> wanted) {
        boolean asText = wanted.contains("string") && wanted.contains("boolean");
        if (ScalarKind.of(node) != ScalarKind.NUMBER || wanted.contains("mode")) {
            return !asText
                    || node.isNothing()
                    || node.isQuoted()
                    || !truths.matcher(node.text()).matches();
        }
        return (asText ? printed : DECIMAL).matcher(node.text()).matches();
    }
}
