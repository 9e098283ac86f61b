package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Reads every message that the code puts into an exception for a user: it says what to do next, and points at nothing that is not there. */
class MessagesTest {

    private static final Set<String> FOR_USERS = Set.of(
            "RolloutException",
            "FailedRolloutException",
            "HostRefusedException",
            "LostLockException",
            "ImageException",
            "RemoteException",
            "LostConnectionException",
            "MojoFailureException");

    /** Messages whose next step comes from a part that is no literal: from the step of the plan, or from what another said. */
    private static final Set<String> CONTINUED = Set.of(
            // what became of the tags that were moved says what to do
            "Promoter.java \n",
            // its reasons end with a next step each
            "RegistryErrors.java could not  of : ",
            // a person answered no
            "Restore.java nothing was changed on , as answered",
            // the findings above have one each
            "ViolationOutput.java files disagree; findings above, each with its next step: ",
            // what the findings that follow say
            "HostChecks.java  is not ready; nothing was changed there.",
            "ObservedSwarm.java  can change no swarm; nothing was changed",
            "StackPlanner.java  cannot have this stack; nothing was changed",
            // what each service that failed says
            "StackConvergence.java \n",
            // the result of going back says what to do, which is a literal of its own there
            "AutomaticRollback.java \n");

    /** A colon or a full stop before a semicolon, nothing between two of them, two next steps in a line. */
    private static final Pattern CUT =
            Pattern.compile("[.:];|: +[;.](?: |$)|; *[.;](?: |$)|Next\\: [^\\n]*[.;] (?:Next|expected)\\b");

    @Test
    void eachSaysTheNextStep() throws IOException {
        List<String> without = new ArrayList<>();
        Set<String> continued = new TreeSet<>();
        for (String message : messages(Path.of("src/main/java"))) {
            boolean isContinued = CONTINUED.stream().anyMatch(message::startsWith);
            if (isContinued) {
                CONTINUED.stream().filter(message::startsWith).forEach(continued::add);
            } else if (!message.contains("Next:")) {
                without.add(message);
            }
        }
        assertThat(without).isEmpty();
        assertThat(continued).as("a message of the list that there is no more").hasSameElementsAs(CONTINUED);
    }

    @Test
    void nonePointsToAnotherLine() throws IOException {
        assertThat(messages(Path.of("src/main/java")))
                .noneMatch(message -> message.matches("(?s).*see (below|above).*"));
    }

    @Test
    void aMessageWithoutANextStepIsFound() throws IOException {
        assertThat(messages(Path.of("src/test/resources/io/cfa/maven/messages")))
                .containsExactly("Wrong.java it failed: ", "Wrong.java it failed. Next: see below");
    }

    @Test
    void noneThatTheTestsExpectIsCutOrGoesOnBehindItsNextStep() throws IOException {
        List<String> expected = expectations(Path.of("src/test/java"));
        assertThat(expected).hasSizeGreaterThan(200);
        assertThat(expected).noneMatch(text -> CUT.matcher(text).find());
    }

    @Test
    void aMessageThatIsCutIsFound() throws IOException {
        assertThat(expectations(Path.of("src/test/resources/io/cfa/maven/messages")))
                .hasSize(5)
                .filteredOn(text -> CUT.matcher(text).find())
                .hasSize(3);
    }

    /** What tests say that a goal says: the texts with a next step, put together; what is no literal is an ellipsis. */
    private static List<String> expectations(Path root) throws IOException {
        List<String> texts = new ArrayList<>();
        scan(
                root,
                (name, unit) -> new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitBinary(BinaryTree sum, Void nothing) {
                        return add(sum);
                    }

                    @Override
                    public Void visitLiteral(LiteralTree literal, Void nothing) {
                        return add(literal);
                    }

                    private Void add(Tree tree) {
                        String text = joined(tree);
                        if (text.contains("Next: ")
                                && text.length() > "Next: ".length()
                                && !text.startsWith("Next: ")) {
                            texts.add(text);
                        }
                        return null;
                    }
                }.scan(unit, null));
        return texts;
    }

    private static String joined(Tree tree) {
        if (tree instanceof BinaryTree sum) {
            return joined(sum.getLeftOperand()) + joined(sum.getRightOperand());
        }
        return tree instanceof LiteralTree literal && literal.getValue() instanceof String text ? text : "…";
    }

    /** The literals of each, in their order, behind the name of the file. */
    private static List<String> messages(Path root) throws IOException {
        List<String> messages = new ArrayList<>();
        scan(
                root,
                (name, unit) -> new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitNewClass(NewClassTree made, Void nothing) {
                        if (FOR_USERS.contains(made.getIdentifier().toString())) {
                            String text = text(made);
                            if (!text.isEmpty()) {
                                messages.add(name + " " + text);
                            }
                        }
                        return super.visitNewClass(made, nothing);
                    }
                }.scan(unit, null));
        return messages;
    }

    private static void scan(Path root, BiConsumer<String, CompilationUnitTree> each) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> walk = Files.walk(root);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = walk.filter(file -> file.toString().matches(".*\\.java(\\.txt)?"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    null,
                    null,
                    sources.stream().map(Source::new).toList());
            for (CompilationUnitTree unit : task.parse()) {
                String name = Path.of(unit.getSourceFile().getName())
                        .getFileName()
                        .toString()
                        .replace(".txt", "");
                each.accept(name, unit);
            }
        }
    }

    private static String text(NewClassTree made) {
        StringBuilder text = new StringBuilder();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
                if (literal.getValue() instanceof String part) {
                    text.append(part);
                }
                return null;
            }
        }.scan(made.getArguments(), null);
        return text.toString();
    }

    /** A source of any name. */
    private static final class Source extends javax.tools.SimpleJavaFileObject {

        private final Path file;

        Source(Path file) {
            super(file.toAbsolutePath().toUri(), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignore) throws IOException {
            return Files.readString(file);
        }
    }
}
