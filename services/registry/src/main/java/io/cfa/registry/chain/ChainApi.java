package io.cfa.registry.chain;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The chain: an operator may have it proved, and everybody may keep its signed heads. */
@RestController
@RequestMapping("/chain")
@Tag(name = "Chain", description = "The hash chain of the ledger's entries")
class ChainApi {

    private final ChainVerifier verifier;

    ChainApi(ChainVerifier verifier) {
        this.verifier = verifier;
    }

    @GetMapping("/verify")
    @RolesAllowed({"operator", "registry.prove"})
    @Operation(
            summary =
                    "Prove that no entry was changed, dropped or slipped in, and that holdings are what entries add up to",
            description = "Reads the entries from the last signed head on, or all of them, and computes each one's hash"
                    + " again, which covers its content and the hash before it; and all holdings, whose digest was signed with"
                    + " that head. Older entries are read again once a day, a part at a time. One proof at a time: 429"
                    + " `proof-under-way` while another goes on; 503 `proof-too-long` after 20 seconds.")
    Verification verify(
            @RequestParam(defaultValue = "false")
                    @Parameter(description = "Whether to read all entries, from the first on", example = "false")
                    boolean all) {
        return verifier.verify(all);
    }

    @GetMapping("/checkpoints")
    @Operation(
            summary = "List the heads that were proven and signed",
            description =
                    "The youngest first if nobody says. Whoever keeps one sees when a later chain does not go on from there.")
    ResponseEntity<List<Checkpoint>> heads(@SortedBy("-entries") PageRequest page) {
        return Pages.answer(verifier.checkpoints(page));
    }
}
