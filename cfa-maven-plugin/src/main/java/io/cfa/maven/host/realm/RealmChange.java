package io.cfa.maven.host.realm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request to Keycloak's admin API, which brings the realm nearer to its file.
 *
 * @param line   what it is for, for people: {@code client cfa-web: redirectUris: - "http://elsewhere/*"}
 * @param method {@code POST}, {@code PUT} or {@code DELETE}
 * @param path   beneath {@code /admin/realms/<realm>}
 * @param body   what is sent; may hold <code>${NAME}</code> of a secret, which the container alone replaces
 */
record RealmChange(String line, String method, String path, JsonNode body) {}
