package io.cfa.contract;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service answered. */
public record Answer(int status, String contentType, String body, HttpHeaders headers) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response.headers());
    }

    /** One of its headers, or nothing. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The last word of a problem's type: {@code not-found} of {@code urn:cfa:problem:not-found}. */
    public String problem() {
        return json().at("/type").asString().replaceFirst("^urn:cfa:problem:", "");
    }

    /** The body as JSON. */
    public JsonNode json() {
        return JSON.readTree(body);
    }
}
