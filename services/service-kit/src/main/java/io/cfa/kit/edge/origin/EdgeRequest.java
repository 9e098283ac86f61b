package io.cfa.kit.edge.origin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request that came through the edge, with no more than the edge itself says of its caller. An edge hands on what its caller has sent and adds its own
 * word behind it, so only the last word of a header counts; {@code Forwarded} and {@code X-Forwarded-Prefix}, which would win over the address and change
 * the path, are nobody's.
 */
final class EdgeRequest extends HttpServletRequestWrapper {

    /** Of whom the edge says nothing: nobody's address, and in no network. */
    private static final String NOBODY = "0.0.0.0";

    private static final String ADDRESS_OF = "X-Forwarded-For";
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}(:[0-9.]{7,15})?");
    private static final Set<String> TAKEN = Set.of("x-forwarded-proto", "x-forwarded-host", "x-forwarded-port");

    EdgeRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getRemoteAddr() {
        List<String> said = words(ADDRESS_OF);
        String last = said.isEmpty() ? "" : said.get(said.size() - 1);
        return ADDRESS.matcher(last).matches() ? last : NOBODY;
    }

    @Override
    public String getRemoteHost() {
        return getRemoteAddr();
    }

    @Override
    public String getHeader(String name) {
        Enumeration<String> values = getHeaders(name);
        return values.hasMoreElements() ? values.nextElement() : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (!isForwarding(name)) {
            return super.getHeaders(name);
        }
        List<String> said = TAKEN.contains(name.toLowerCase(Locale.ROOT)) ? words(name) : List.of();
        return Collections.enumeration(said.subList(Math.max(0, said.size() - 1), said.size()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isForwarding(name) || TAKEN.contains(name.toLowerCase(Locale.ROOT)))
                .toList());
    }

    private static boolean isForwarding(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("forwarded") || lower.startsWith("x-forwarded-");
    }

    /** All that stands in the headers of a name, in order; an empty word is one too, as the last may be. */
    private List<String> words(String name) {
        return Collections.list(super.getHeaders(name)).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::trim)
                .toList();
    }
}
