package io.cfa.issuance.issue;

import io.cfa.issuance.document.DecisionStore;
import io.cfa.issuance.document.UploadedDocument;
import io.cfa.kit.NaturallyIdempotent;
import io.cfa.kit.api.Created;
import io.cfa.kit.rule.Upsert;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The document of the decision to issue. */
@RestController
@RequestMapping("/issues/{id}/decision")
@Tag(name = "Issues")
class DecisionApi {

    private final DecisionService issues;
    private final DecisionStore documents;

    DecisionApi(DecisionService issues, DecisionStore documents) {
        this.issues = issues;
        this.documents = documents;
    }

    /** The document is stored first and recorded then; one that is stored and not recorded is stored again by the next call. */
    @PutMapping(consumes = MediaType.APPLICATION_PDF_VALUE)
    @RolesAllowed("issuer")
    @NaturallyIdempotent
    @Operation(
            summary = "Add the decision's document to a draft",
            description =
                    "A PDF of at most 5 MiB, once: the same document again changes nothing, another one is refused (`id-taken`). Its SHA-256"
                            + " is recorded, and proven whenever it is read. What is no PDF is refused (`not-a-pdf`).",
            requestBody =
                    @RequestBody(
                            description = "The document",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<Issue> addDecision(
            Authentication caller, @PathVariable @Parameter(description = IssueApi.ID) UUID id, InputStream body)
            throws IOException {
        try (UploadedDocument document = UploadedDocument.pdf(body)) {
            Issue issue = issues.awaitingDecision(id, caller.getName(), document.sha256());
            if (issue.decisionSha256() != null) {
                return Created.answer(Upsert.found(issue));
            }
            documents.store(id, document);
            return Created.answer(Upsert.inserted(issues.decisionStored(id, document.sha256())));
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_PDF_VALUE)
    @RolesAllowed({"issuer", "operator"})
    @Operation(summary = "Read the decision's document")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> decision(
            Authentication caller, @PathVariable @Parameter(description = IssueApi.ID) UUID id, WebRequest request)
            throws IOException {
        String sha256 = issues.decisionReadBy(caller, id);
        if (request.checkNotModified(sha256)) {
            // 304 or 412 is set, and nothing has been fetched that nobody would read
            return null;
        }
        try (UploadedDocument document = documents.fetch(id, sha256)) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_PDF)
                    .contentLength(Files.size(document.file()))
                    .eTag(sha256)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"decision-" + id + ".pdf\"")
                    // once it is open it needs no name: whatever becomes of the answer, no file stays
                    .body(new InputStreamResource(Files.newInputStream(document.file())));
        }
    }
}
