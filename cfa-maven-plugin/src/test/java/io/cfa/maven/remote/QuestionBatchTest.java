package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QuestionBatchTest {

    private final ScriptedHost host =
            new ScriptedHost().answers("echo a", "a").answers("echo b", "b").answers("echo c", "c");

    @Test
    void eachAskerHasItsOwnAnswersAndTheHostIsAskedOnce() {
        QuestionBatch batch = new QuestionBatch();
        Supplier<String> two =
                batch.add(List.of(Command.of("echo", "a"), Command.of("echo", "b")), QuestionBatchTest::all);
        Supplier<String> none = batch.add(List.of(), QuestionBatchTest::all);
        Supplier<String> one = batch.add(List.of(Command.of("echo", "c")), QuestionBatchTest::all);
        batch.ask(host);
        assertThat(List.of(two.get(), none.get(), one.get())).containsExactly("ab", "", "c");
        assertThat(host.batches()).containsExactly(List.of("echo a", "echo b", "echo c"));
    }

    @Test
    void aSingleQuestionIsAskedAsItIs() {
        QuestionBatch batch = new QuestionBatch();
        Supplier<String> one = batch.add(List.of(Command.of("echo", "c")), QuestionBatchTest::all);
        batch.ask(host);
        assertThat(one.get()).isEqualTo("c");
        assertThat(host.lines()).containsExactly("echo c");
        assertThat(host.batches()).isEmpty();
    }

    @Test
    void aHostIsNotTroubledWithoutAQuestion() {
        QuestionBatch batch = new QuestionBatch();
        batch.add(List.of(), QuestionBatchTest::all);
        batch.ask(host);
        assertThat(host.lines()).isEmpty();
    }

    private static String all(List<Result> results) {
        return String.join("", results.stream().map(Result::output).toList());
    }
}
