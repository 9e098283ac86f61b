package io.cfa.maven.check;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectFacts;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.pipeline.ChangeLists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the tables of the two documents and the pipeline's lists of changes anew from the other files, and nothing else: what is around them stays byte for byte. */
public final class Fix {

    private final ProjectLayout checkout;

    /** Mends one clone. */
    public Fix(ProjectLayout checkout) {
        this.checkout = checkout;
    }

    /** Returns a line for each thing that was changed; none where all was as it must be, or where no table can be written. */
    public List<String> apply() {
        ProjectFilesReader files = new ProjectFilesReader(checkout, new Findings(checkout.root()));
        ProjectFacts known = files.read();
        if (!known.isComplete()) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        GeneratedTable.of(checkout, known)
                .forEach(table -> changes.addAll(mend(files, table.document(), table::fixed)));
        changes.addAll(mend(files, checkout.pipeline(), lines -> Optional.of(ChangeLists.fixed(checkout, lines))
                .filter(fixed -> !fixed.equals(lines))));
        return changes;
    }

    private List<String> mend(
            ProjectFilesReader files, Path document, Function<List<String>, Optional<List<String>>> mended) {
        if (files.document(document).isEmpty()) {
            return List.of();
        }
        try {
            List<String> before = Arrays.asList(Files.readString(document).split("\n", -1));
            Optional<List<String>> after = mended.apply(before);
            if (after.isEmpty()) {
                return List.of();
            }
            replace(document.toRealPath(), String.join("\n", after.get()));
            return changes(document, before, after.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one step, so that a full disk or an interrupt leaves the document as it was. */
    private static void replace(Path document, String text) throws IOException {
        Path beside = Files.createTempFile(
                document.getParent(), document.getFileName().toString(), ".new");
        try {
            Files.copy(document, beside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(beside, text);
            Files.move(beside, document, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private List<String> changes(Path document, List<String> before, List<String> after) {
        Findings cite = new Findings(checkout.root());
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!after.contains(before.get(i))) {
                changes.add(cite.cited(document) + ":" + (i + 1) + "  - "
                        + before.get(i).strip());
            }
        }
        for (int i = 0; i < after.size(); i++) {
            if (!before.contains(after.get(i))) {
                changes.add(cite.cited(document) + ":" + (i + 1) + "  + "
                        + after.get(i).strip());
            }
        }
        return changes.isEmpty() ? List.of(cite.cited(document) + "  put in order") : changes;
    }
}
