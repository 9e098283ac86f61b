package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionRulesTest {

    private static List<String> found(String text) {
        ComposeText file = new ComposeText("services:\n  a:\n    " + text + "\n");
        new RepetitionRules(file.findings, ComposeText.RESOLVED).check(file.services);
        return file.found();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "depends_on",
                "networks",
                "group_add",
                "security_opt",
                "external_links",
                "volumes_from",
                "device_cgroup_rules"
            })
    void eachStandsOnce(String key) {
        assertThat(found(key + ": [b, c]")).isEmpty();
        assertThat(found(key + ":\n    - b\n    - \"${OTHER}\"\n    - c"))
                .containsExactly("5 ${OTHER} stands twice in " + key + " of a; expected each once");
    }

    @Test
    void portsArePutTogetherByComposeAndMappingsAreNoItems() {
        assertThat(found("ports: [\"1\", \"1\"]")).isEmpty();
        assertThat(found("networks: {b: {}, c: {}}")).isEmpty();
        assertThat(found("depends_on: [{b: c}, {b: c}, [d], [d]]")).isEmpty();
    }

    @Test
    void anExtraHostHasAnAddress() {
        assertThat(found("extra_hosts: [\"b:10.0.0.1\", \"c=10.0.0.1\", \"d:${ONE}\"]"))
                .isEmpty();
        String expected = "; expected a name and an address, as in host.docker.internal:host-gateway";
        for (String wrong : List.of("b", ":10.0.0.1")) {
            assertThat(found("extra_hosts: [\"" + wrong + "\"]"))
                    .containsExactly("3 the extra host " + wrong + " of a" + expected);
        }
        assertThat(found("extra_hosts: [\"b:1\", \"b:1\"]"))
                .containsExactly("3 b:1 stands twice in extra_hosts of a; expected each once");
    }
}
