package io.cfa.maven.mojo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A goal says its parameters, and hands them to the engine: it neither loops nor compares nor looks into text, and branches on nothing but what a
 * parameter or the engine says with yes or no. So every rule is where it is tested without Maven.
 */
class GoalContainsNoRuleTest {

    private static final Path GOALS = Path.of("src/main/java/io/cfa/maven/mojo");

    private static final Set<Kind> LOOPS_AND_CHOICES = EnumSet.of(
            Kind.FOR_LOOP,
            Kind.ENHANCED_FOR_LOOP,
            Kind.WHILE_LOOP,
            Kind.DO_WHILE_LOOP,
            Kind.SWITCH,
            Kind.SWITCH_EXPRESSION,
            Kind.CONDITIONAL_EXPRESSION,
            Kind.INSTANCE_OF,
            Kind.INT_LITERAL,
            Kind.LONG_LITERAL);

    private static final Set<String> ON_TEXT = Set.of(
            "equals", "matches", "split", "contains", "startsWith", "endsWith", "replace", "substring", "indexOf");

    @Test
    void theGoalsOfThisPluginContainNone() throws IOException {
        try (Stream<Path> sources = Files.walk(GOALS)) {
            List<Path> goals = sources.filter(file -> file.toString().endsWith("Mojo.java"))
                    .toList();
            assertThat(goals).hasSizeGreaterThan(20);
            assertThat(goals).allSatisfy(goal -> assertThat(rules(goal)).isEmpty());
        }
    }

    @Test
    void aRuleIsFound(@TempDir Path temp) throws IOException {
        Path goal = Files.writeString(
                temp.resolve("WrongMojo.java"),
                """
                class WrongMojo {
                    boolean dryRun;
                    String to;
                    void execute(java.util.List<String> names) {
                        if (!dryRun) { return; }
                        if (names.size() > 3) { return; }
                        if (to.matches("tar|docker")) { return; }
                        for (String name : names) { System.out.println("x" + name); }
                        String tag = to == null ? "dev" : to;
                        switch (tag) { default -> { } }
                    }
                }
                """);
        assertThat(rules(goal))
                .containsExactlyInAnyOrder(
                        "WrongMojo.java:6 names.size() > 3",
                        "WrongMojo.java:6 if",
                        "WrongMojo.java:6 3",
                        "WrongMojo.java:7 if",
                        "WrongMojo.java:7 to.matches(\"tar|docker\")",
                        "WrongMojo.java:8 ENHANCED_FOR_LOOP",
                        "WrongMojo.java:9 CONDITIONAL_EXPRESSION",
                        "WrongMojo.java:9 to == null",
                        "WrongMojo.java:10 SWITCH");
    }

    @Test
    void aGoalHasAtMostTwoAncestorsOfOurs() {
        goals().stream().filter(type -> type.getSimpleName().endsWith("Mojo")).forEach(type -> assertThat(
                        type.getAllRawSuperclasses().stream()
                                .filter(ancestor -> ancestor.getPackageName().equals("io.cfa.maven.mojo")))
                .as(type.getSimpleName())
                .hasSizeLessThanOrEqualTo(2));
    }

    @Test
    void aPackageFitsOnAScreen() throws IOException {
        try (Stream<Path> directories = Files.walk(GOALS).filter(Files::isDirectory)) {
            for (Path directory : directories.toList()) {
                assertThat(directory).isDirectoryContaining("glob:**/package-info.java");
                try (Stream<Path> files = Files.list(directory)) {
                    assertThat(files.filter(Files::isRegularFile).filter(file -> !file.endsWith("package-info.java")))
                            .as(directory.toString())
                            .hasSizeLessThanOrEqualTo(15);
                }
            }
        }
    }

    @Test
    void whatServesTheGoalsKnowsNoGoal() {
        JavaClasses goals = goals();
        Map.of(
                        "console", List.of("session", "release", "service"),
                        "session", List.of("release", "service"),
                        "release", List.of("service"),
                        "service", List.of("release"))
                .forEach((from, others) -> Stream.concat(
                                Stream.of(""), others.stream().map(other -> "." + other))
                        .forEach(other -> noClasses()
                                .that()
                                .resideInAPackage("io.cfa.maven.mojo." + from)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("io.cfa.maven.mojo" + other)
                                .check(goals)));
    }

    private static JavaClasses goals() {
        return new ClassFileImporter().importPath(Path.of("target/classes/io/cfa/maven/mojo"));
    }

    private static List<String> rules(Path goal) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> rules = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(goal));
            for (CompilationUnitTree unit : task.parse()) {
                new Rules(goal.getFileName().toString(), task, unit, rules).scan(unit.getTypeDecls(), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    /** Finds them in the syntax of one file. */
    private static final class Rules extends TreeScanner<Void, Void> {

        private final String file;
        private final JavacTask task;
        private final CompilationUnitTree unit;
        private final List<String> found;

        Rules(String file, JavacTask task, CompilationUnitTree unit, List<String> found) {
            this.file = file;
            this.task = task;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public Void scan(Tree tree, Void nothing) {
            if (tree != null && LOOPS_AND_CHOICES.contains(tree.getKind())) {
                add(
                        tree,
                        tree.getKind().name().endsWith("LITERAL")
                                ? tree.toString()
                                : tree.getKind().name());
            }
            return super.scan(tree, nothing);
        }

        @Override
        public Void visitIf(IfTree branch, Void nothing) {
            if (!isYesOrNo(branch.getCondition())) {
                add(branch, "if");
            }
            return super.visitIf(branch, nothing);
        }

        /** Text may be put together, and nothing else. */
        @Override
        public Void visitBinary(BinaryTree binary, Void nothing) {
            if (binary.getKind() != Kind.PLUS) {
                add(binary, binary.toString());
            }
            return super.visitBinary(binary, nothing);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            String name = call.getMethodSelect().toString().replaceFirst(".*\\.", "");
            if (ON_TEXT.contains(name)) {
                add(call, call.toString());
            }
            return super.visitMethodInvocation(call, nothing);
        }

        /** A parameter, or a question without arguments. */
        private static boolean isYesOrNo(ExpressionTree condition) {
            if (condition instanceof ParenthesizedTree parentheses) {
                return isYesOrNo(parentheses.getExpression());
            }
            if (condition instanceof UnaryTree not) {
                return isYesOrNo(not.getExpression());
            }
            return condition.getKind() == Kind.IDENTIFIER
                    || condition instanceof MethodInvocationTree call
                            && call.getArguments().isEmpty();
        }

        private void add(Tree tree, String what) {
            long position = com.sun.source.util.Trees.instance(task)
                    .getSourcePositions()
                    .getStartPosition(unit, tree);
            found.add(file + ":" + unit.getLineMap().getLineNumber(position) + " " + what);
        }
    }
}
