package io.cfa.kit.api;

import io.cfa.kit.DomainException;
import io.cfa.kit.Sha256;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Entity tags of RFC 9110: a digest of what a resource looks like, so that it changes when anything that the caller sees does. */
public final class EntityTags {

    private static final int DIGITS = 32;

    private final JsonMapper json;

    EntityTags(JsonMapper json) {
        this.json = json;
    }

    /** The tag of a resource as it is answered, with its quotation marks. */
    public String of(Object resource) {
        return "\"" + Sha256.hexOf(json.writeValueAsBytes(resource)).substring(0, DIGITS) + "\"";
    }

    /**
     * Whether a command under {@code If-Match} may go on; to be asked in the transaction, with the row locked.
     *
     * @param ifMatch the header, or null where there was none
     * @param current the resource as it would be answered now; null where there is none
     * @throws DomainException 412 if it has changed since the caller read it
     */
    public void require(String ifMatch, Object current) {
        if (ifMatch == null || current != null && ifMatch.trim().equals("*")) {
            return;
        }
        String tag = current == null ? "" : of(current);
        if (current == null
                || Arrays.stream(ifMatch.split(",")).map(String::trim).noneMatch(tag::equals)) {
            throw new DomainException(
                    HttpStatus.PRECONDITION_FAILED,
                    "changed-meanwhile",
                    "It has changed since it was read: read it again and decide anew.");
        }
    }
}
