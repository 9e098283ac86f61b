package io.cfa.registry.extract;

import io.cfa.kit.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Extracts: of an asset for the operator, of a holder for them and the operator. */
@RestController
@Tag(name = "Extracts", description = "The register at a moment that is over, signed")
class ExtractApi {

    private static final String AT = "The moment, which is over";
    private static final String MOMENT = "2026-11-24T09:30:00Z";
    private static final String FORM = "As JSON or as PDF";

    /** Files of the directory for temporary ones, which is a part of the service's memory. */
    private static final int AT_ONCE = 3;

    private final ExtractService extracts;
    private final JsonMapper json;
    private final Semaphore free = new Semaphore(AT_ONCE);

    ExtractApi(ExtractService extracts, JsonMapper json) {
        this.extracts = extracts;
        this.json = json;
    }

    /** How an extract is written. */
    enum Format {
        JSON("application/json"),
        PDF("application/pdf");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    @GetMapping("/assets/{id}/extract")
    @RolesAllowed("operator")
    @Operation(
            summary = "The register of an asset at a moment",
            description =
                    "Signed; the same moment gives the same bytes whenever it is asked about. Refused: a moment that is still to come"
                            + " (`moment-to-come`). One at a time: 429 `proof-under-way` while another is written.")
    @AnswersWithExtract
    void ofAnAsset(
            @PathVariable @Parameter(description = "The asset's id", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                    UUID id,
            @RequestParam @Parameter(description = AT, example = MOMENT) Instant at,
            @RequestParam(defaultValue = "JSON") @Parameter(description = FORM, example = "JSON") Format format,
            HttpServletResponse response)
            throws IOException {
        answer(new ExtractSubject(ExtractSubject.Kind.ASSET, id.toString()), at, format, response);
    }

    @GetMapping("/holdings/me/extract")
    @RolesAllowed({"investor", "issuer"})
    @Operation(
            summary = "What the caller held at a moment",
            description =
                    "Signed, as that of an asset is: the caller's own holdings, and what of them was arrested or pledged.")
    @AnswersWithExtract
    void own(
            Authentication caller,
            @RequestParam @Parameter(description = AT, example = MOMENT) Instant at,
            @RequestParam(defaultValue = "JSON") @Parameter(description = FORM, example = "JSON") Format format,
            HttpServletResponse response)
            throws IOException {
        answer(new ExtractSubject(ExtractSubject.Kind.HOLDER, caller.getName()), at, format, response);
    }

    @GetMapping("/holders/{holder}/extract")
    @RolesAllowed("operator")
    @Operation(summary = "What a holder held at a moment", description = "The same as the holder gets.")
    @AnswersWithExtract
    void ofAHolder(
            @PathVariable
                    @Parameter(
                            description = "The sub of the holder's login",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    UUID holder,
            @RequestParam @Parameter(description = AT, example = MOMENT) Instant at,
            @RequestParam(defaultValue = "JSON") @Parameter(description = FORM, example = "JSON") Format format,
            HttpServletResponse response)
            throws IOException {
        answer(new ExtractSubject(ExtractSubject.Kind.HOLDER, holder.toString()), at, format, response);
    }

    /** Into a file first: whatever goes wrong is a problem and no half of an extract, and a slow caller keeps no connection of the database. */
    private void answer(ExtractSubject subject, Instant at, Format format, HttpServletResponse response)
            throws IOException {
        // a PDF is two files while it is made: its pages, and itself
        int files = format == Format.PDF ? 2 : 1;
        if (!free.tryAcquire(files)) {
            throw new DomainException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "proof-under-way",
                    "Other extracts are on their way; ask again after them.");
        }
        Path file = Files.createTempFile("extract", "." + format.name().toLowerCase(Locale.ROOT));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                write(subject, at, format, out);
            }
            response.setContentType(format.mediaType);
            response.setContentLengthLong(Files.size(file));
            response.setHeader("Cache-Control", "no-store");
            try (InputStream content = Files.newInputStream(file)) {
                content.transferTo(response.getOutputStream());
            }
        } finally {
            free.release(files);
            Files.deleteIfExists(file);
        }
    }

    private void write(ExtractSubject subject, Instant at, Format format, OutputStream out) throws IOException {
        if (format == Format.JSON) {
            extracts.write(subject, at, new JsonExtract(json, out));
            return;
        }
        try (PdfExtract pdf = new PdfExtract(out)) {
            extracts.write(subject, at, pdf);
        }
    }
}
