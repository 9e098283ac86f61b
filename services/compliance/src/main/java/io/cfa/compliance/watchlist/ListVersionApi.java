package io.cfa.compliance.watchlist;

import io.cfa.compliance.watchlist.ListVersion.Change;
import io.cfa.compliance.watchlist.ListVersion.Kind;
import io.cfa.compliance.watchlist.ListVersion.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Versions of the lists that others keep, in the operators' hands. */
@RestController
@RequestMapping("/watch-list-versions")
@RolesAllowed("operator")
@Tag(name = "Watch list")
class ListVersionApi {

    private static final String GZIP = "application/gzip";
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
    private static final String LIST = "Whose list: lower-case letters, digits and hyphens";
    private static final String ID = "The version's id, chosen by the caller";

    private final ListVersionService versions;

    ListVersionApi(ListVersionService versions) {
        this.versions = versions;
    }

    /** Outside of any transaction with a key: that a version waits to be confirmed is kept, and the answer is a refusal. */
    @PutMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, GZIP})
    @NaturallyIdempotent
    @Operation(
            summary = "Replace a list by its version of a day",
            description =
                    "A JSON array of objects with `name` and `reason`, as it is or packed with gzip: at most 5 MiB as it comes, 64 MiB unpacked, 200 000 names. It takes the place of"
                            + " the version before whole, or nothing changes; names that operators have listed by themselves, and other lists, stay. Everybody is compared in the background with what has come"
                            + " and gone. What would lose more than a fifth of its names, or all, is refused (`list-shrinks`) until another operator confirms it. Refused too: `list-unreadable` with the place,"
                            + " `list-older`, `list-to-come`.")
    ResponseEntity<ListVersion> take(
            Authentication caller,
            @PathVariable @Parameter(description = ID) UUID id,
            @RequestParam @Pattern(regexp = NAME) @Parameter(description = LIST, example = "rosfinmonitoring")
                    String list,
            @RequestParam @Parameter(description = "The day that it is of", example = "2026-11-30") LocalDate asOf,
            @RequestHeader("Content-Type") @Parameter(hidden = true) MediaType type,
            @RequestBody byte[] document) {
        Supplier<InputStream> content = () -> new ByteArrayInputStream(document);
        Upsert<ListVersion> taken = versions.take(
                new ListVersionService.Upload(id, list, asOf, document, caller.getName()),
                type.isCompatibleWith(MediaType.parseMediaType(GZIP)) ? () -> unpacked(content.get()) : content);
        ListVersion version = taken.resource();
        if (version.status() == Status.OUTDATED) {
            throw ListVersionService.outdated();
        }
        if (version.status() == Status.TO_CONFIRM) {
            throw DomainException.conflict(
                            "list-shrinks",
                            "It has %d names, and would lose %d that stand; nothing has changed. Next: see its changes, and have another operator confirm it."
                                    .formatted(version.names(), version.removed()))
                    .about("names");
        }
        return Created.answer(taken);
    }

    private static InputStream unpacked(InputStream packed) {
        try {
            return new GZIPInputStream(packed);
        } catch (IOException e) {
            throw DomainException.unprocessable("list-unreadable", "It is not packed with gzip.")
                    .about("names");
        }
    }

    @PostMapping("/{id}/confirmation")
    @Operation(
            summary = "Confirm a version that loses so much",
            description =
                    "By another operator than the one who has uploaded it (`four-eyes`), as long as no other version has come into force since (`list-changed`). Again changes nothing.")
    ListVersion confirm(
            Authentication caller, @PathVariable @Parameter(description = ID) UUID id, Precondition precondition) {
        return versions.confirm(id, caller.getName(), precondition);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read what a version was, and how far everybody is compared with what it has changed")
    ListVersion version(@PathVariable @Parameter(description = ID) UUID id) {
        return versions.withId(id);
    }

    @GetMapping("/{id}/changes")
    @Operation(summary = "What a version has added, removed or changed", description = "In the order of names.")
    ResponseEntity<List<Change>> changes(
            @PathVariable @Parameter(description = ID) UUID id,
            @SortedBy("name") PageRequest page,
            @RequestParam(required = false) @Parameter(description = "This only", example = "REMOVED") Kind kind) {
        return Pages.answer(versions.changes(id, kind, page));
    }

    @GetMapping
    @Operation(
            summary = "List the versions",
            description =
                    "The youngest first if nobody says; with `status=TO_CONFIRM` it is what waits for another operator.")
    ResponseEntity<List<ListVersion>> list(
            @SortedBy("-uploadedAt") PageRequest page,
            @RequestParam(required = false)
                    @Pattern(regexp = NAME)
                    @Parameter(description = "Of this list only", example = "rosfinmonitoring")
                    String list,
            @RequestParam(required = false) @Parameter(description = "Of this status only", example = "TO_CONFIRM")
                    Status status) {
        return Pages.answer(versions.page(list, status, page));
    }
}
