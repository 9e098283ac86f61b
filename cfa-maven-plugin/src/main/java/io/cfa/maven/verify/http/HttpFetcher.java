package io.cfa.maven.verify.http;

import java.net.URI;
import java.util.Collection;
import java.util.Map;

/** Asks for pages from one place: from here, or from the host itself. */
public interface HttpFetcher {

    /** Asks for all of them and returns when each has answered or was given up. */
    Map<URI, HttpResult> get(Collection<URI> uris);

    /** The same, where status and type are enough. */
    Map<URI, HttpResult> peek(Collection<URI> uris);

    /** Where it asks from, for a message: {@code from here}. */
    String where();
}
