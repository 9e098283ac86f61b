package io.cfa.settlement.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cfa.settlement.tax.Taxpayer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** What is withheld of a payment, by kinds of taxpayers and rates, and by whom it is to be paid on. */
@Schema(description = "What is withheld of a payment, by kinds of taxpayers and rates")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaxReport(
        @Schema(description = "The payment's id", example = "3d1f0a7e-5a8c-4a38-9f67-02f9f4f6e1c2") UUID payment,
        @Schema(
                        description =
                                "Whose account keeps what is withheld, and who pays it on: the sub of the issuer's login",
                        format = "uuid",
                        example = "0d9f8a3e-7f3b-4c62-8f0e-6a2f0b1c9d11")
                String agent,
        @Schema(description = "What all holders get before tax, in kopecks", example = "1500000") long gross,
        @Schema(description = "What is withheld of it, in kopecks", example = "195000") long withheld,
        @Schema(description = "What they get: together with what is withheld it is all", example = "1305000") long net,
        @Schema(description = "By kinds of taxpayers and rates") List<Line> lines) {

    /** Those of one kind and rate. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TaxReportLine", description = "Holders of one kind and rate")
    record Line(
            @Schema(
                            description = "What they are; missing of what the release before has apportioned",
                            example = "RESIDENT")
                    Taxpayer taxpayer,
            @Schema(description = "The rate, in hundredths of a per cent; missing likewise", example = "1300")
                    Integer rate,
            @Schema(description = "How many holders", example = "120") long holders,
            @Schema(description = "What they get before tax, in kopecks", example = "1500000") long gross,
            @Schema(description = "What is withheld of it, in kopecks", example = "195000") long withheld,
            @Schema(description = "What they get, in kopecks", example = "1305000") long net) {}

    static TaxReport of(Payment payment, List<Line> lines) {
        return new TaxReport(
                payment.id(),
                payment.issuer(),
                lines.stream().mapToLong(Line::gross).sum(),
                lines.stream().mapToLong(Line::withheld).sum(),
                lines.stream().mapToLong(Line::net).sum(),
                lines);
    }
}
