package io.cfa.registry.chain;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The chain: anybody who has a login may have it proved that no entry was changed. */
@RestController
@Tag(name = "Chain", description = "The hash chain of the ledger's entries")
class ChainApi {

    private final ChainVerifier chain;

    ChainApi(ChainVerifier chain) {
        this.chain = chain;
    }

    @GetMapping("/chain/verify")
    @Operation(
            summary = "Prove that no entry was changed, dropped or slipped in",
            description = "Reads all entries and computes each one's hash again, which covers its content and the hash"
                    + " before it. Whoever keeps the head from before can see that the chain goes on from there.")
    Verification verify() {
        return chain.verify();
    }
}
