package io.cfa.kit.audit;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit, for operators. */
@RestController
@ConditionalOnProperty("spring.datasource.url")
@Tag(name = "Operation", description = "What operators look at: who changed what, and what is stuck")
class AuditApi {

    private final AuditTrail trail;

    AuditApi(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping("/audit-records")
    @RolesAllowed("operator")
    @Operation(
            summary = "Who has asked this service for which change, from where, and what came of it",
            description = "What was refused too. The youngest first if nobody says; records are only ever added.")
    ResponseEntity<List<AuditRecord>> auditRecords(
            @SortedBy("-number") PageRequest page,
            @RequestParam(required = false)
                    @Size(max = 200)
                    @Parameter(
                            description = "Of this login only, by its `sub`",
                            example = "7c1f0e5d-2b3a-4d8c-9e6f-1a2b3c4d5e6f")
                    String subject,
            @RequestParam(required = false)
                    @Size(max = 200)
                    @Parameter(description = "Of this operation only", example = "POST /issues/{id}/approval")
                    String operation,
            @RequestParam(required = false)
                    @Size(max = 64)
                    @Parameter(description = "Of this request only", example = "4c1f3b7e-7d5e-4b0e-9a56-3f2f8f0d6a11")
                    String requestId) {
        return Pages.answer(trail.page(page, subject, operation, requestId));
    }
}
