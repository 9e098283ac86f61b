package io.cfa.e2e;

/**
 * Somebody with a token.
 *
 * @param name    as it is said to identity
 * @param subject the {@code sub} of the token
 */
record Login(String name, String subject, String token) {}
