package io.cfa.compliance.screening;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The watch list, in the operator's hands. */
@RestController
@RequestMapping("/watch-list")
@RolesAllowed("operator")
@Tag(name = "Watch list")
class WatchListApi {

    private final WatchList watchList;

    WatchListApi(WatchList watchList) {
        this.watchList = watchList;
    }

    @Schema(name = "Listing")
    record Listing(
            @NotBlank @Size(max = 200) @Schema(example = "Ivan Petrov") String name,
            @NotBlank @Size(max = 500) @Schema(example = "List 115-FZ, no. 42") String reason) {}

    @PutMapping("/{id}")
    @Operation(summary = "List a name under an id of the caller's choice; a repeated call returns the first listing")
    Watched add(@PathVariable UUID id, @Valid @RequestBody Listing listing) {
        Watched watched = watchList.add(id, listing.name(), listing.reason());
        if (!watched.name().equals(listing.name()) || !watched.reason().equals(listing.reason())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Another name stands under this id.");
        }
        return watched;
    }

    @GetMapping
    @Operation(summary = "A hundred names of the list, by name")
    List<Watched> page(@RequestParam(defaultValue = "0") @PositiveOrZero int page) {
        return watchList.page(page);
    }
}
