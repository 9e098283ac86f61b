package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was answered.
 *
 * @param call what was asked, for whoever reads that it failed
 */
record Reply(String call, int status, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text(String pointer) {
        return json().at(pointer).asString();
    }

    long number(String pointer) {
        return json().at(pointer).asLong();
    }

    /** The same, if it is a success. */
    Reply ok() {
        assertThat(status).as("%s\n%s", call, this).isBetween(200, 299);
        return this;
    }

    /** The same, if it is a refusal of this type. */
    Reply refused(int expected, String type) {
        assertThat(status).as("%s\n%s", call, this).isEqualTo(expected);
        assertThat(text("/type")).isEqualTo("urn:cfa:problem:" + type);
        return this;
    }

    @Override
    public String toString() {
        return status + " " + new String(body, UTF_8);
    }
}
