package io.cfa.maven.check.pipeline;

import static io.cfa.maven.check.pipeline.PipelineText.incomplete;
import static io.cfa.maven.check.pipeline.PipelineText.structure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single keywords of a job want: needs, delays, exposed artifacts, comparisons. */
class JobKeywordRulesTest {

    private static String job(String more) {
        return "a: {script: [x], " + more + "}";
    }

    private static List<String> warned(String rules) {
        return new PipelineText(job("rules: " + rules)).structure(true).warned();
    }

    @Test
    void aNeedNamesAJobOrAPipeline() {
        assertThat(structure(job("needs: [{artifacts: true}]")))
                .containsExactly("1 a need of a that names no job; expected job: and its name");
        assertThat(structure(job("needs: [{pipeline: $P}]"))).isEmpty();
        assertThat(structure(job("needs: [[{optional: true}]]")))
                .containsExactly("1 a need of a that names no job; expected job: and its name");
    }

    @Test
    void aNeedOfARuleIsAJobOfThePipeline() {
        String needs = job("rules: [{if: $CI, needs: [b]}]");
        assertThat(structure(needs)).containsExactly("1 a needs b by a rule; expected a job of the pipeline");
        assertThat(incomplete(needs)).isEmpty();
        assertThat(structure(needs + "\nb: {script: [x]}")).isEmpty();
        assertThat(structure(job("rules: [{if: $CI, needs: [{job: b, optional: true}, $B]}]")))
                .isEmpty();
    }

    @Test
    void aDelayHasItsLength() {
        String found = "1 a is delayed, and nothing says for how long; expected start_in: and a time";
        assertThat(structure(job("when: delayed"))).containsExactly(found);
        assertThat(structure(job("rules: [{if: $CI, when: delayed}]"))).containsExactly(found);
        assertThat(structure(job("when: delayed, start_in: 1 hour"))).isEmpty();
        assertThat(structure(job("start_in: 1 hour, rules: [{if: $CI, when: delayed}]")))
                .isEmpty();
        assertThat(structure(job("rules: [{if: $CI, when: delayed, start_in: 1 hour}]")))
                .isEmpty();
        assertThat(structure(job("when: manual"))).isEmpty();
        assertThat(structure(job("when: [delayed]")))
                .containsExactly("1 when is a list; expected one of on_success, on_failure, always, manual, delayed");
    }

    private static List<String> exposed(String artifacts) {
        return structure(job("artifacts: {" + artifacts + "}"));
    }

    @Test
    void exposedArtifactsHaveANameThatGitLabTakes() {
        String most = "a".repeat(100);
        assertThat(exposed("expose_as: " + most + ", paths: [b]")).isEmpty();
        assertThat(exposed("expose_as: 1 of_two-three, paths: [b]")).isEmpty();
        for (String name : List.of(most + "a", "-a", "a/b", " a")) {
            assertThat(exposed("expose_as: \"" + name + "\", paths: [b]"))
                    .containsExactly("1 artifacts of a are exposed as \"" + name
                            + "\"; expected letters, digits, -, _ and spaces, at most 100");
        }
        assertThat(exposed("expose_as: [b], paths: [c]")).containsExactly("1 expose_as is a list; expected a text");
    }

    @Test
    void exposedArtifactsHavePathsWithoutAWildcard() {
        String none = "1 artifacts of a are exposed, and there are no paths; expected paths: beside expose_as:";
        assertThat(exposed("expose_as: b")).containsExactly(none);
        assertThat(exposed("expose_as: b, paths: []")).containsExactly(none);
        assertThat(exposed("expose_as: b, paths: [c, [d/*.html]]"))
                .containsExactly(
                        "1 artifacts of a are exposed, and a path of theirs is \"d/*.html\"; expected paths without *");
        assertThat(exposed("paths: [d/*.html]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$A =~ \"b\"", "$A =~\"b\"", "$A !~ \"b\"", "$C && $A =~ \"b\""})
    void aTextBehindAMatchingOperatorIsWorthALook(String condition) {
        assertThat(warned("[{if: '" + condition + "'}]"))
                .containsExactly("1 a compares with the text \"b\" by =~ or !~; expected a regular expression between"
                        + " slashes, such as /^dev-/");
    }

    @Test
    void aTextInSingleQuotesIsOneToo() {
        assertThat(warned("[[{when: never}, {if: \"$A =~ 'b'\"}]]"))
                .singleElement()
                .asString()
                .startsWith("1 a compares with the text 'b' by =~ or !~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$A =~ /b/", "$A == \"b\"", "$A =~ \"/b/\"", "$A =~ $B"})
    void anExpressionOrAPlainComparisonIsNot(String condition) {
        assertThat(warned("[{if: '" + condition + "'}]")).isEmpty();
    }
}
