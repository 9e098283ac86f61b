package io.cfa.registry.asset;

import io.cfa.kit.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Assets: issuance or the operator creates them, everybody may see that they exist. */
@RestController
@RequestMapping("/assets")
@Tag(name = "Assets")
class AssetApi {

    private final Ledger ledger;
    private final Events events;

    AssetApi(Ledger ledger, Events events) {
        this.ledger = ledger;
        this.events = events;
    }

    @Schema(name = "Creation")
    record Creation(
            @NotBlank @Size(max = 200) @Schema(example = "Receivables 2026/1") String name,
            @NotBlank @Size(max = 64) @Schema(description = "The login that gets all units: the issuer's")
                    String holder,
            @Positive @Schema(example = "1000") long units) {}

    @PutMapping("/{id}")
    @RolesAllowed({"operator", "service"})
    @Operation(summary = "Create an asset under the id of its issue; a repeated call returns the first")
    Asset create(@PathVariable UUID id, @Valid @RequestBody Creation creation) {
        boolean created = ledger.create(id, creation.name(), creation.holder(), creation.units());
        Asset asset = ledger.asset(id).orElseThrow();
        if (!created && !isThatOf(creation, asset)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Another asset stands under this id.");
        }
        events.publish("registry.asset", id.toString(), asset);
        return asset;
    }

    private boolean isThatOf(Creation creation, Asset asset) {
        return creation.name().equals(asset.name())
                && creation.units() == asset.units()
                && creation.holder().equals(ledger.firstHolder(asset.id()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One asset")
    Asset asset(@PathVariable UUID id) {
        return ledger.asset(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such asset."));
    }
}
