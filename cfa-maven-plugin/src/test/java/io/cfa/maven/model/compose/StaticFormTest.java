package io.cfa.maven.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a compose file another than the one that is read, and what a stack makes of it. */
class StaticFormTest {

    private static final String PLAIN = "services:\n  a:\n    image: x\n    command: [b, c]\n";

    private static ComposeFile file(String text) {
        return ComposeFile.parse(Path.of("docker-compose.yml"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'services:' | 'include: [other.yml]\nservices:' | 1  includes other files",
                "'    image: x' | '    image: x\n    extends: {service: b}' | 4  a extends another service",
                "'image: x' | 'image: !reset null' | 3  has !reset, which takes away what is written there",
                "'[b, c]' | '[b, !reset null]' | 4  has !reset, which takes away what is written there",
            })
    void whatIsElsewhereOrTakenAwayIsRefusedByItsLine(String right, String wrong, String message) {
        StaticForm.require(file(PLAIN));
        assertThatThrownBy(() -> StaticForm.require(file(PLAIN.replace(right, wrong))))
                .hasMessage("docker-compose.yml:" + message + ". Next: write what is meant in this one static file");
    }

    @ParameterizedTest
    @CsvSource({
        "image, TAKEN",
        "ports, REPLACED",
        "depends_on, NEEDLESS",
        "x-cfa, NEEDLESS",
        "privileged, LOST",
        "new_of_tomorrow, LOST"
    })
    void eachKeyHasItsTreatmentInAStack(String key, StackSupport.Treatment treatment) {
        assertThat(StackSupport.of(key)).isEqualTo(treatment);
    }

    @Test
    void whatIsLostHasANextStep() {
        assertThat(StackSupport.next("cpuset")).isEqualTo("write cpus");
        assertThat(StackSupport.next("new_of_tomorrow"))
                .isEqualTo("remove it, or stay on one host with CFA_ENGINE=compose");
        assertThat(StackSupport.isOfEachNode("no-new-privileges")).isTrue();
        assertThat(StackSupport.isOfEachNode("no-new-privileges:true")).isTrue();
        assertThat(StackSupport.isOfEachNode("no-new-privileges:false")).isFalse();
    }

    private static StackExtensions.Placement placement(String said) {
        return StackExtensions.of(file("services:\n  a: {image: x, x-cfa: {" + said + "}}\n  b: {image: x}\n"))
                .of("a");
    }

    @Test
    void aServiceIsPlacedAsItSays() {
        assertThat(placement("")).isEqualTo(StackExtensions.Placement.ANYWHERE);
        assertThat(placement("replicas: 2").replicas()).isEqualTo(2);
        assertThat(placement("replicas: 2").eachNode()).isFalse();
        assertThat(placement("nodes: each").eachNode()).isTrue();
        assertThat(placement("pin: disk").label()).contains("cfa.disk");
        assertThat(placement("live: /health/live").live()).contains("/health/live");
        assertThat(placement("").label()).isEmpty();
        assertThat(StackExtensions.of(file(PLAIN)).of("nobody")).isEqualTo(StackExtensions.Placement.ANYWHERE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'replicas: 0' | x-cfa replicas is \"0\"; expected a number from 1 to 999",
                "'nodes: all' | x-cfa nodes is \"all\"; expected each",
                "'pin: A B' | x-cfa pin is \"A B\"; expected a name such as postgres: small letters",
                "'live: health' | x-cfa live is \"health\"; expected a path such as /health/live",
            })
    void anotherFormIsRefused(String said, String message) {
        assertThatThrownBy(() -> placement(said))
                .hasMessage("docker-compose.yml:2  " + message + ". Next: mend the compose file");
    }

    @Test
    void oneTaskOnEachNodeIsNoNumberOfThem() {
        assertThatThrownBy(() -> placement("nodes: each, replicas: 2")).hasMessageEndingWith("Next: remove the other");
        assertThatCode(() -> placement("nodes: each, pin: disk")).doesNotThrowAnyException();
    }
}
