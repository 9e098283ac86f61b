package io.cfa.bank.closing;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.OneAtATime;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Days that are closed. */
@RestController
@RequestMapping("/closings")
@RolesAllowed("operator")
@Tag(name = "Closings", description = "What days have closed with, in a chain of hashes")
class ClosingApi {

    private final ClosingService closings;
    private final OneAtATime oneAtATime = new OneAtATime();

    ClosingApi(ClosingService closings) {
        this.closings = closings;
    }

    @GetMapping
    @Operation(summary = "List the days that are closed", description = "The last first if nobody says.")
    ResponseEntity<List<Closing>> list(@SortedBy("-number") PageRequest page) {
        return Pages.answer(closings.page(page));
    }

    @GetMapping("/verify")
    @RolesAllowed({"operator", "bank-nominal.prove"})
    @Operation(
            summary = "Prove that no day was changed since, and that entries add up to them",
            description =
                    "Reads all days and computes each one's hash again, which covers the hash before it, and what the entries"
                            + " of each say. One proof at a time: 429 `proof-under-way` while another goes on.")
    Proof verify() {
        // before the transaction, so that who waits has no connection
        return oneAtATime.run(closings::verify);
    }

    @GetMapping("/{day}")
    @Operation(summary = "What a day has closed with")
    Closing day(@PathVariable @Parameter(description = "The day, in Moscow", example = "2026-11-24") LocalDate day) {
        return closings.withDay(day);
    }
}
