package io.cfa.maven.image.registry;

import io.cfa.maven.image.http.HttpProxy;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * How registries may be reached.
 *
 * @param allowInsecure whether plain http, and any certificate, will do for registries that are not on this machine
 * @param proxies       finds the proxy before an address; nothing leaves it to the JDK's own settings
 */
public record RegistryAccess(boolean allowInsecure, Function<URI, Optional<HttpProxy>> proxies) {}
