package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A document and its translation have the same blocks of code and the same generated tables, in the same order: what people type is one thing in
 * both languages. Prose is not compared.
 */
public final class TranslationRules {

    private static final String FENCE = "```";
    private static final String TABLE = "<!-- begin cfa:";
    private static final String TABLE_END = "<!-- end cfa:";

    /** What stands between two fences, or two marks of a table, with the line that opens it. */
    private record Block(int line, List<String> text) {}

    private final Findings findings;

    /** Rules whose findings go there. */
    public TranslationRules(Findings findings) {
        this.findings = findings;
    }

    /** Compares the blocks of a translation with those of the original, up to the first that differs. */
    public void check(Path original, List<String> originalLines, Path translation, List<String> lines) {
        List<Block> expected = blocks(originalLines);
        List<Block> found = blocks(lines);
        String name = findings.cited(original);
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            if (!expected.get(i).text().equals(found.get(i).text())) {
                findings.add(
                        new SourceLocation(translation, found.get(i).line()),
                        "the block " + (i + 1) + " differs from that of " + name + ":"
                                + expected.get(i).line(),
                        "the same commands and outputs in both languages",
                        "copy the block");
                return;
            }
        }
        if (found.size() != expected.size()) {
            findings.add(
                    new SourceLocation(translation, Math.max(1, lines.size())),
                    found.size() + " blocks of commands, outputs and generated tables",
                    expected.size() + ", as in " + name,
                    "translate the section that is new, or remove what is gone");
        }
    }

    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean fence = line.startsWith(FENCE);
            if (begin < 0 && (fence || line.startsWith(TABLE))) {
                begin = i;
            } else if (begin >= 0 && (fence || line.startsWith(TABLE_END))) {
                blocks.add(new Block(begin + 1, List.copyOf(lines.subList(begin, i + 1))));
                begin = -1;
            }
        }
        return blocks;
    }
}
