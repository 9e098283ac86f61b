package io.cfa.maven.verify.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an HTTP answer as it came over the wire: heads of redirects that were followed, the last head, the body. */
public final class RawHttpResponse {

    private static final Pattern HEAD =
            Pattern.compile("HTTP/\\d[.\\d]* (\\d{3})[^\\r\\n]*\\r?\\n(.*?)\\r?\\n\\r?\\n", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(.*?)\\s*$");
    private static final Pattern LOCATION = Pattern.compile("(?im)^location:\\s*(.*?)\\s*$");

    private RawHttpResponse() {}

    /** A line of {@link RemoteHttpFetcher}'s script. */
    static HttpResult read(URI page, String line) {
        String[] words = line.split(" ", 2);
        String raw =
                new String(Base64.getMimeDecoder().decode(words.length < 2 ? "" : words[1]), StandardCharsets.UTF_8);
        if (words[0].equals("nothing")) {
            return HttpResult.silent(page, "neither curl, wget nor bash");
        }
        return parse(page, raw, "no answer to " + words[0]);
    }

    /**
     * An answer as it came.
     *
     * @param silence why nothing answered, where it is none
     */
    public static HttpResult parse(URI page, String raw, String silence) {
        Matcher head = HEAD.matcher(raw);
        URI uri = page;
        HttpResult last = HttpResult.silent(page, silence);
        int at = 0;
        while (head.find(at) && head.start() == at) {
            at = head.end();
            String headers = head.group(2);
            last = HttpResult.of(uri, Integer.parseInt(head.group(1)), find(TYPE, headers), raw.substring(at));
            uri = next(uri, find(LOCATION, headers));
        }
        return last;
    }

    private static URI next(URI uri, String location) {
        try {
            return location.isEmpty() ? uri : uri.resolve(location);
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }

    private static String find(Pattern pattern, String headers) {
        Matcher matcher = pattern.matcher(headers);
        return matcher.find() ? matcher.group(1) : "";
    }
}
