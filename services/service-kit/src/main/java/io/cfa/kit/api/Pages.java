package io.cfa.kit.api;

import io.cfa.kit.page.Page;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How a page is answered. */
public final class Pages {

    private Pages() {}

    /** Its items, and where there are more the address of the next page as {@code Link: <?…>; rel="next"} of RFC 8288, with the same filters. */
    public static <T> ResponseEntity<List<T>> answer(Page<T> page) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        page.next().ifPresent(cursor -> {
            URI next = ServletUriComponentsBuilder.fromCurrentRequest()
                    .replaceQueryParam("cursor", cursor)
                    .build(true)
                    .toUri();
            // relative to the address that was asked, which behind the gateway is another
            answer.header(HttpHeaders.LINK, "<?" + next.getRawQuery() + ">; rel=\"next\"");
        });
        return answer.body(page.items());
    }
}
