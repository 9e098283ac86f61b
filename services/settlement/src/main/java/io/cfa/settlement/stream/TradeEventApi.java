package io.cfa.settlement.stream;

import io.cfa.kit.edge.connection.WorkSlots;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of the caller's trades, as server-sent events. */
@RestController
@Tag(name = "Trades")
class TradeEventApi {

    private final StreamLimits limits;
    private final TradeStream stream;

    TradeEventApi(StreamLimits limits, TradeStream stream) {
        this.limits = limits;
        this.stream = stream;
    }

    @GetMapping(path = "/trade-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RolesAllowed({"investor", "issuer"})
    @Operation(
            summary = "Follow the caller's own trades",
            description =
                    "Server-sent events: `trade` for a trade of the caller that was requested, is `DONE` or has `FAILED`, at least once each and in"
                            + " order. A stream ends after a minute, or with the token; whoever comes back with `Last-Event-ID` misses nothing of a week. `reset` says that"
                            + " more was missed: the list of trades says how they are. A login has three streams at most (`too-many-streams`).")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema =
                                    @Schema(
                                            type = "string",
                                            example =
                                                    "id: 815-4711\nevent: trade\ndata: {\"trade\":\"8c7a5a52-1d3b-4f0c-9f3b-2a9c4a4d7e01\",\"status\":\"DONE\",\"reason\":null,\"at\":\"2026-11-24T09:00:01Z\"}\n\n")))
    @ApiResponse(responseCode = "429", ref = "#/components/responses/Problem429")
    void follow(
            Authentication caller,
            @RequestHeader(name = "Last-Event-ID", required = false)
                    @Parameter(description = "The id of the last event that the caller has", example = "815-4711")
                    String lastEventId,
            HttpServletResponse response)
            throws IOException {
        Position from = lastEventId == null || lastEventId.isEmpty() ? null : Position.parse(lastEventId);
        String login = caller.getName();
        limits.enter(login);
        try {
            // the database answers before the stream begins, or there is a problem instead of one
            Position begin = from == null ? stream.now() : from;
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader("Cache-Control", "no-store");
            // no place of work is held meanwhile, here as in the gateway
            WorkSlots.aside(() -> {
                stream.run(login, from == null ? null : begin, end(caller), response.getOutputStream());
                return null;
            });
        } finally {
            limits.leave(login);
        }
    }

    private Instant end(Authentication caller) {
        Instant end = Instant.now().plus(limits.lifetime());
        Instant expires = caller instanceof JwtAuthenticationToken token
                ? token.getToken().getExpiresAt()
                : null;
        return expires != null && expires.isBefore(end) ? expires : end;
    }
}
