package io.cfa.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "spring.config.import=classpath:cfa-kit.yml",
            "spring.application.name=things",
            "spring.datasource.url=${Database__Url}"
        })
class StrictJsonTest extends RunningService {

    private final String token = login("operator").token();

    @LocalServerPort
    private int port;

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

    /** A time that the database refuses would be a fault of ours, and one that somebody else reads otherwise a payment on another day. */
    @Test
    void aTimeThatNoDatabaseKeepsOrThatIsNoneIsRefusedAndTheFieldIsNamed() {
        for (String at : List.of(
                "'+10000-01-01T00:00:00Z'",
                "'+1000000000-12-31T23:59:59.999999999Z'",
                "'-1000000000-01-01T00:00:00Z'",
                "'0000-12-31T23:59:59Z'",
                "'2026-11-24'",
                "'2026-11-24T09:00:00'",
                "'2026-02-29T09:00:00Z'",
                "'2026-11-24T24:00:00Z'",
                "'1732438800'",
                "''",
                "1732438800",
                "1732438800.5",
                "true",
                "{}",
                "['2026-11-24T09:00:00Z']")) {
            refused("{'units': 1, 'at': " + at + "}", "at");
        }
        for (String at : List.of("2026-11-24T09:00:00Z", "2026-11-24T12:00:00+03:00", "2026-11-24T09:00:00.000Z")) {
            assertThat(put("{'units': 1, 'at': '" + at + "'}", "application/json")
                            .json()
                            .at("/at")
                            .asString())
                    .isEqualTo("2026-11-24T09:00:00Z");
        }
    }

    @Test
    void aParameterWithNulIsRefused() {
        assertThat(get("/things?size=3&x=a%00b", token).problem()).isEqualTo("validation");
    }

    @Test
    void aParameterIsReadToTheLetterToo() {
        for (String size : List.of(
                "0x10",
                "010",
                "%2B3",
                "+3",
                "3%20",
                "1%200",
                "%D9%A3",
                "1e3",
                "1.0",
                "1_000",
                "2147483648",
                "",
                "%00",
                "-0",
                "3%E2%80%8B")) {
            assertThat(get("/things?size=" + size, token).problem()).as(size).isEqualTo("validation");
        }
        assertThat(get("/things?size=3", token).body()).isEqualTo("a page of 3");
        for (String id : List.of(
                "1-1-1-1-1",
                "8a1f6f0e3b524f7ea1a52d9f3c7e5b10",
                "%208a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10",
                "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10%0a",
                "%7B8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10%7D")) {
            assertThat(send("PUT", "/things/" + id, token, "{'units': 3}").status())
                    .as(id)
                    .isEqualTo(400);
        }
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
    void aKeyThatIsWrittenAnotherWayIsTheSameKey() {
        refused("{'units': 1, '\\u0075nits': 2}", "units");
        refused("{'units': 1, 'units': 1}", "units");
        Answer escaped = put("{'\\u0075\\u006eits': 7}", "application/json");
        assertThat(escaped.json().at("/units").asInt()).isEqualTo(7);
        assertThat(put("{'units': 1, 'Units': 2, 'UNITS': 3}", "application/json")
                        .json()
                        .at("/units")
                        .asInt())
                .as("these are other keys, which nobody knows")
                .isEqualTo(1);
    }

    @Test
    void jsonThatGoesDeepOrIsNoneIsRefusedAndNotAFault() {
        for (String body : List.of(
                "{'units': 1, 'later': " + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                "[".repeat(60_000),
                "{'a':".repeat(10_000),
                "{'units': 1" + "0".repeat(5_000) + "}",
                "{'units': 1, 'later': 1" + "0".repeat(5_000) + "}",
                "{'units': 1, 'later': 1e999999999}",
                "{'units': -0.0}",
                "{'units': 1}{'units': 2}",
                "{'units': 1} x",
                "{'units': 1,}",
                "{units: 1}",
                "{'units': 1 /* one */}",
                "{'units': Infinity}",
                "nothing",
                "1",
                "'units'")) {
            Answer answer = put(body, "application/json");
            assertThat(answer.status())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isIn(200, 400);
            if (!body.contains("later")) {
                assertThat(answer.problem())
                        .as(body.substring(0, Math.min(60, body.length())))
                        .isEqualTo("validation");
            }
        }
    }

    @Test
    void jsonIsUtf8WhateverAParameterOrItsFirstBytesSay() throws Exception {
        for (String type : List.of(
                "application/json;charset=utf-16",
                "application/json;charset=UTF-32BE",
                "application/json; charset=windows-1251",
                "application/json;charset=iso-8859-1",
                "application/json;charset=nonsense",
                "application/json;charset=",
                "application/*+json",
                "application/*",
                "*/*",
                "application/problem+json",
                "application/json-patch+json",
                "application/json, text/plain",
                "json",
                "multipart/form-data; boundary=x")) {
            assertThat(put("{'units': 3}", type).status()).as(type).isEqualTo(415);
        }
        for (String type : List.of(
                "application/json;charset=utf-8",
                "APPLICATION/JSON; CHARSET=\"UTF-8\"",
                "application/vnd.cfa.v1+json",
                "application/json; profile=anything")) {
            assertThat(put("{'units': 3}", type).status()).as(type).isEqualTo(200);
        }
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE")) {
            assertThat(put("{\"units\": 3}".getBytes(charset)).statusCode())
                    .as(charset)
                    .isEqualTo(400);
        }
        assertThat(put(new byte[] {'{', '"', 'l', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'})
                        .statusCode())
                .as("a character that is written longer than it is")
                .isEqualTo(400);
    }

    private HttpResponse<String> put(byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/things/" + UUID.randomUUID()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
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
