package io.cfa.compliance.watchlist;

import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The watch list, in the operator's hands. */
@RestController
@RequestMapping("/watch-list")
@RolesAllowed("operator")
@Tag(name = "Watch list", description = "The names that may not take part")
class WatchListApi {

    private final WatchListService watchList;

    WatchListApi(WatchListService watchList) {
        this.watchList = watchList;
    }

    @Schema(name = "Listing", description = "A name to be listed")
    record Listing(
            @NotBlank @Size(max = 200) @Schema(description = "As it is to be listed", example = "Ivan Petrov")
                    String name,
            @NotBlank @Size(max = 500) @Schema(description = "Why it is listed", example = "List 115-FZ, no. 42")
                    String reason) {}

    @PutMapping("/{id}")
    @Operation(
            summary = "List a name",
            description =
                    "Under an id of the caller's choice: a repeated call returns the first listing, another name under the same id is"
                            + " refused (`id-taken`). Everybody is compared with it in the background: whose name it is, or is like, becomes `TO_REVIEW`.")
    ResponseEntity<WatchListEntry> addToWatchList(
            @PathVariable @Parameter(description = "The listing's id, chosen by the caller") UUID id,
            @Valid @RequestBody Listing listing) {
        return Created.answer(watchList.add(id, listing.name(), listing.reason()));
    }

    @Schema(name = "Removal", description = "Why a name is listed no more")
    record Removal(
            @NotBlank
                    @Size(max = 500)
                    @Schema(description = "Why", example = "List 115-FZ of 1 December: no longer there")
                    String reason) {}

    @PostMapping("/{id}/removal")
    @Operation(
            summary = "Take a name off the list",
            description =
                    "Whom it has stopped becomes `TO_REVIEW` in the background: operators decide, the list approves nobody.")
    WatchListEntry removeFromWatchList(
            Authentication caller,
            @PathVariable @Parameter(description = "The listing's id") UUID id,
            @Valid @RequestBody Removal removal,
            Precondition precondition) {
        return watchList.remove(id, removal.reason(), caller.getName(), precondition);
    }

    @GetMapping("/{id}/comparison")
    @Operation(
            summary = "How far everybody was compared with a name",
            description =
                    "In the background, since it was listed or removed; `/backlog/watched` lists those that wait.")
    Comparison comparison(@PathVariable @Parameter(description = "The listing's id") UUID id) {
        return watchList.comparison(id);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one listed name")
    WatchListEntry entry(@PathVariable @Parameter(description = "The listing's id") UUID id) {
        return watchList.withId(id);
    }

    @GetMapping
    @Operation(summary = "List the names", description = "In the order of names if nobody says.")
    ResponseEntity<List<WatchListEntry>> watchList(
            @SortedBy({"name", "listedAt"}) PageRequest page,
            @RequestParam(required = false)
                    @Size(max = 200)
                    @Parameter(
                            description = "Those that are this name only, in whatever spelling",
                            example = "Petrov Ivan")
                    String name) {
        return Pages.answer(watchList.page(name, page));
    }
}
