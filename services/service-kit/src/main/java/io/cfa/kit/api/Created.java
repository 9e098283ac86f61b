package io.cfa.kit.api;

import io.cfa.kit.rule.Upsert;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How a resource is answered that was put under an id. */
public final class Created {

    private Created() {}

    /**
     * 201 with {@code Location} where this call has made it, 200 where it stood there before. The location is relative to the address that was
     * asked, which behind the gateway is another: its last segment.
     */
    public static <T> ResponseEntity<T> answer(Upsert<T> upsert) {
        if (!upsert.inserted()) {
            return ResponseEntity.ok(upsert.resource());
        }
        String path =
                ServletUriComponentsBuilder.fromCurrentRequestUri().build().getPath();
        return ResponseEntity.created(URI.create(path.substring(path.lastIndexOf('/') + 1)))
                .body(upsert.resource());
    }
}
