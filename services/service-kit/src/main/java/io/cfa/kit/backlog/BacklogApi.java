package io.cfa.kit.backlog;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits and what is stuck, for operators. */
@RestController
@ConditionalOnProperty("spring.datasource.url")
@RolesAllowed("operator")
@Tag(name = "Operation", description = "What operators look at: who changed what, and what is stuck")
class BacklogApi {

    private final Backlogs backlogs;

    BacklogApi(Backlogs backlogs) {
        this.backlogs = backlogs;
    }

    @GetMapping("/backlog")
    @Operation(
            summary = "What waits in this service, and what is stuck",
            description = "Its durable queues and its outbox; `/metrics` has the same as `cfa_backlog_…`.")
    Backlog backlog() {
        return backlogs.now();
    }

    @GetMapping("/backlog/{queue}")
    @Operation(summary = "List what waits in a queue", description = "What is due longest comes first if nobody says.")
    ResponseEntity<List<QueuedItem>> items(
            @PathVariable @Parameter(description = "The queue's name, from `/backlog`", example = "trade") String queue,
            @SortedBy({"dueAt", "attempts"}) PageRequest page,
            @RequestParam(required = false) @Parameter(description = "true: what is stuck only", example = "true")
                    Boolean stuck) {
        return Pages.answer(backlogs.items(queue, stuck, page));
    }
}
