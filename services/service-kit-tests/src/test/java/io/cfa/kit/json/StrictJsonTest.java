package io.cfa.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "spring.config.import=classpath:cfa-kit.yml",
            "spring.application.name=things",
            "spring.datasource.url=${Database__Url}"
        })
class StrictJsonTest extends RunningService {

    private final String token = login("operator").token();

    @Test
    void whatIsAlmostANumberIsRefusedAndTheFieldIsNamed() {
        for (String units : List.of(
                "1999.99",
                "1.0",
                "1e3",
                "0100",
                "'0100'",
                "'3'",
                "''",
                "null",
                "true",
                "[3]",
                "{}",
                "0x10",
                "1_000",
                "+1",
                "NaN",
                "9223372036854775808",
                ".5",
                "3 4")) {
            refused("{'units': " + units + "}", "units");
        }
        refused("{'units': 1, 'units': 2}", "units");
        refused("{'units': 1, 'label': 'a', 'label': 'b'}", "label");
        refused("{'units': 1, 'parts': [{'name': 'a'}, {'name': 1}]}", "parts.[1].name");
    }

    @Test
    void aTextThatNoDatabaseKeepsIsRefusedAndTheFieldIsNamed() {
        assertThat(refused("{'units': 1, 'label': 'a\\u0000b'}", "label")).isEqualTo("must not contain NUL");
        assertThat(refused("{'units': 1, 'parts': [{'name': '\\u0000'}]}", "parts.[0].name"))
                .isEqualTo("must not contain NUL");
        assertThat(refused("{'units': 1, 'label': '\\ud83d'}", "label"))
                .isEqualTo("must not contain half a surrogate pair");
        refused("{'units': 1, 'label': '\\ude00\\ud83d'}", "label");
        refused("{'units': 1, 'label': 5}", "label");
        assertThat(put("{'units': 1, 'label': '\\ud83d\\ude00 Анна'}", "application/json")
                        .json()
                        .at("/label")
                        .asString())
                .isEqualTo("😀 Анна");
    }

    @Test
    void aParameterWithNulIsRefused() {
        assertThat(get("/things?size=3&x=a%00b", token).problem()).isEqualTo("validation");
    }

    @Test
    void onlyTheMediaTypeThatAnOperationNamesIsTaken() {
        Map.of(
                        "application/yaml", "units: 1999.99",
                        "application/x-yaml", "units: 0100",
                        "text/yaml", "units: 3",
                        "application/cbor", "{'units': 3}",
                        "application/xml", "<thing><units>3</units></thing>",
                        "text/plain", "{'units': 3}",
                        "application/merge-patch+json", "{'units': 3}",
                        "application/octet-stream", "{'units': 3}",
                        "application/x-www-form-urlencoded", "units=3")
                .forEach((type, body) -> {
                    Answer answer = put(body, type);
                    assertThat(answer.status()).as(type).isEqualTo(415);
                    assertThat(answer.problem()).as(type).isEqualTo("unsupported-media-type");
                });
        assertThat(put("{'units': 3}", "application/json;charset=UTF-8").status())
                .isEqualTo(200);
    }

    @Test
    void fieldsThatAreNotKnownArePassedOver() {
        assertThat(put("{'units': 3, 'later': {'a': [1, 2]}}", "application/json")
                        .status())
                .isEqualTo(200);
    }

    private String refused(String json, String field) {
        Answer answer = put(json, "application/json");
        assertThat(answer.status()).as(json).isEqualTo(400);
        assertThat(answer.problem()).as(json).isEqualTo("validation");
        assertThat(answer.json().at("/errors/0/field").asString()).as(json).isEqualTo(field);
        return answer.json().at("/errors/0/message").asString();
    }

    private Answer put(String body, String type) {
        return send("PUT", "/things/" + UUID.randomUUID(), token, body, "Content-Type", type);
    }
}
