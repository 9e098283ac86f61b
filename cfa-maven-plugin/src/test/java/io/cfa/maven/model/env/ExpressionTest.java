package io.cfa.maven.model.env;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${A}            | A  | ''   | ''   | 4",
                "${_a9}z         | _a9| ''   | ''   | 6",
                "${A:-w}y        | A  | :-   | w    | 7",
                "${A-w}          | A  | -    | w    | 6",
                "${A:?m}         | A  | :?   | m    | 7",
                "${A?m}          | A  | ?    | m    | 6",
                "${A:+m}         | A  | :+   | m    | 7",
                "${A+}           | A  | +    | ''   | 5",
                "${A:-${B}}x     | A  | :-   | ${B} | 10",
                "${A:-{}}        | A  | :-   | {}   | 8",
                "${A:-a}b}       | A  | :-   | a    | 7"
            })
    void isCutAtTheBraceThatClosesIt(String text, String name, String operator, String word, int end) {
        assertThat(Expression.at(text, 0)).contains(new Expression(name, operator, word, end));
        assertThat(Expression.at("xy" + text, 2)).contains(new Expression(name, operator, word, end + 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${}", "${A", "${A!b}", "${A:", "${A:}", "${A:x}", "${A:-x", "${1}", "${A-"})
    void isNoneThatComposeKnows(String text) {
        assertThat(Expression.at(text, 0)).isEmpty();
    }

    @Test
    void endsInItsLine() {
        assertThat(Expression.at("${A:-x}\n}", 0)).contains(new Expression("A", ":-", "x", 7));
        assertThat(Expression.at("${A:-x\n}", 0)).isEmpty();
        assertThat(Expression.at("${A:-{x\n}}", 0)).isEmpty();
    }

    @Test
    void aNameBeginsWithNoDigit() {
        assertThat(Expression.nameEnd("a1_Z9-", 0)).isEqualTo(5);
        assertThat(Expression.nameEnd("1a", 0)).isZero();
        assertThat(Expression.nameEnd("zZaA", 1)).isEqualTo(4);
        assertThat(Expression.nameEnd("@[`{/:", 0)).isZero();
        assertThat(Expression.nameEnd("a@", 0)).isOne();
        assertThat(Expression.nameEnd("a[", 0)).isOne();
        assertThat(Expression.nameEnd("a`", 0)).isOne();
        assertThat(Expression.nameEnd("a{", 0)).isOne();
        assertThat(Expression.nameEnd("a/", 0)).isOne();
        assertThat(Expression.nameEnd("a:", 0)).isOne();
        assertThat(Expression.nameEnd("a09", 0)).isEqualTo(3);
        assertThat(Expression.nameEnd("AZaz", 0)).isEqualTo(4);
    }
}
