package io.cfa.bank.statement;

import io.cfa.kit.DomainException;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Statements of the bank, in the operator's hands. */
@RestController
@RequestMapping("/statements")
@RolesAllowed("operator")
@Tag(name = "Statements", description = "What the bank says, and where that is not what we believe")
class StatementApi {

    private static final String GZIP = "application/gzip";
    private static final String ID = "The statement's id, chosen by the caller";

    private final StatementService statements;

    StatementApi(StatementService statements) {
        this.statements = statements;
    }

    @PutMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_XML_VALUE, GZIP})
    @Operation(
            summary = "Take a statement of the bank",
            description =
                    "A document of ISO 20022, `camt.053.001` of any version, as it is or packed with gzip: at most 5 MiB as it comes, 32 MiB"
                            + " unpacked, 50 000 movements, and one statement. It is taken whole and matched, or refused with the field in `errors` and nothing"
                            + " done: `statement-unreadable`, `statement-other-account`, `statement-taken`, `statement-out-of-order`, `statement-gap` (it does"
                            + " not open with what the last one has closed with), `statement-other-day`, `statement-duplicate-line`, `broken-sum`. Under an id"
                            + " of the caller's choice: the same document again returns what was taken.")
    ResponseEntity<Statement> take(
            Authentication caller,
            @PathVariable @Parameter(description = ID) UUID id,
            @RequestHeader("Content-Type") @Parameter(hidden = true) MediaType type,
            @RequestBody byte[] document) {
        Supplier<InputStream> content = () -> new ByteArrayInputStream(document);
        return Created.answer(statements.take(
                id,
                document,
                type.isCompatibleWith(MediaType.parseMediaType(GZIP)) ? () -> unpacked(content.get()) : content,
                caller.getName()));
    }

    private static InputStream unpacked(InputStream packed) {
        try {
            return new GZIPInputStream(packed);
        } catch (IOException e) {
            throw DomainException.unprocessable("statement-unreadable", "It is not packed with gzip.")
                    .about("Document");
        }
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read what was taken of a statement, and how far it is matched")
    Statement statement(@PathVariable @Parameter(description = ID) UUID id) {
        return statements.withId(id);
    }

    @GetMapping
    @Operation(
            summary = "List the statements that were taken",
            description = "That of the last day first if nobody says.")
    ResponseEntity<List<Statement>> list(@SortedBy("-day") PageRequest page) {
        return Pages.answer(statements.page(page));
    }
}
