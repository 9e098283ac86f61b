package io.cfa.maven.verify.http;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks from the host itself, where ports are reached that are not from outside: one remote command for all pages, with whichever of curl,
 * wget and bash is there.
 */
public final class RemoteHttpFetcher implements HttpFetcher {

    private static final int WHOLE = 8_000_000;
    private static final int HEAD = 4_000;
    private static final int LIMIT_SECONDS = 5;

    /** For each page a line: the program that asked, and what it got as base64, heads and body; nothing where nothing answered. */
    public static final String SCRIPT =
            """
            limit=$1; shift
            for u; do
              r=${u#*://}; p=/${r#*/}; h=${r%%/*}
              if command -v curl >/dev/null; then with=curl
                set -- curl --silent --include --location --insecure --max-redirs 5 --max-time 5 "$u"
              elif command -v wget >/dev/null; then with=wget
                set -- wget --quiet --output-document=- --save-headers --content-on-error --no-check-certificate --max-redirect=5 --timeout=5 --tries=1 "$u"
              elif command -v bash >/dev/null; then with=bash
                set -- timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$3" "$1" >&3 && cat <&3' bash "${h%:*}" "${h##*:}" "$p"
              else with=nothing; set -- true
              fi
              printf '%s %s\\n' "$with" "$("$@" 2>/dev/null | head -c "$limit" | base64 | tr -d '\\n')"
            done""";

    private final RemoteHost host;

    public RemoteHttpFetcher(RemoteHost host) {
        this.host = host;
    }

    @Override
    public Map<URI, HttpResult> get(Collection<URI> uris) {
        return ask(uris, WHOLE);
    }

    @Override
    public Map<URI, HttpResult> peek(Collection<URI> uris) {
        return ask(uris, HEAD);
    }

    @Override
    public String where() {
        return "on the host itself";
    }

    private Map<URI, HttpResult> ask(Collection<URI> uris, int limit) {
        List<URI> pages = uris.stream().distinct().toList();
        if (pages.isEmpty()) {
            return Map.of();
        }
        Command command = Command.of("sh", "-c", SCRIPT, "sh", Integer.toString(limit))
                .with(pages.stream().map(URI::toString).toArray(String[]::new))
                .within(Duration.ofSeconds(30L + (long) LIMIT_SECONDS * pages.size()));
        Result result = host.run(command);
        List<String> lines = new ArrayList<>(result.output().lines().toList());
        Map<URI, HttpResult> answers = new LinkedHashMap<>();
        for (URI page : pages) {
            answers.put(
                    page,
                    lines.isEmpty()
                            ? HttpResult.silent(page, "no shell")
                            : RawHttpResponse.read(page, lines.remove(0)));
        }
        return answers;
    }
}
