package io.cfa.registry.extract;

import io.cfa.kit.DomainException;
import io.cfa.registry.asset.Asset;
import io.cfa.registry.asset.Holding;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.restriction.Restriction;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An extract as a PDF, for people: the same lines and the same seal as the JSON of that moment has. Nothing in it depends on when it is written, so the
 * same content is the same bytes. Of more lines than {@value #MOST_LINES} there is only the JSON.
 */
final class PdfExtract implements ExtractSink, Closeable {

    static final int MOST_LINES = 250_000;

    private final OutputStream out;
    private final PdfLines pdf = new PdfLines();
    private int lines;

    PdfExtract(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(ExtractSubject subject, Moments.Position position) throws IOException {
        pdf.open(ChronoUnit.MICROS.between(Instant.EPOCH, position.at()));
        pdf.heading("Extract of the register");
        pdf.line("Of the %s %s".formatted(subject.word(), subject.id()));
        pdf.line("At %s".formatted(position.at()));
        pdf.line("Entries of the chain: %d".formatted(position.entries()));
        pdf.line("Head: %s".formatted(position.hash()));
        pdf.heading("Assets");
    }

    @Override
    public void asset(Asset asset) throws IOException {
        counted("%s   %s".formatted(asset.id(), asset.name()));
        pdf.line("     %d units, issuer %s".formatted(asset.units(), asset.issuer()));
    }

    @Override
    public void holding(Holding holding) throws IOException {
        pdf.headingOnce("Holdings: holder, asset, units");
        counted("%s   %s   %d".formatted(holding.holder(), holding.asset(), holding.units()));
    }

    @Override
    public void restriction(Restriction restriction) throws IOException {
        pdf.headingOnce("Restrictions: kind, holder, asset, units");
        counted("%s   %s   %s   %s"
                .formatted(
                        restriction.kind(),
                        restriction.holder() == null ? "all holders" : restriction.holder(),
                        restriction.asset(),
                        restriction.units() == null ? "all" : restriction.units()));
    }

    private void counted(String line) throws IOException {
        lines++;
        if (lines > MOST_LINES) {
            throw DomainException.unprocessable(
                            "too-many-lines",
                            "A PDF has at most %d lines. Next: ask for JSON, which has all.".formatted(MOST_LINES))
                    .about("format");
        }
        pdf.line(line);
    }

    @Override
    public void end(Seal seal) throws IOException {
        pdf.heading("Seal");
        pdf.line("Digest: %s".formatted(seal.digest()));
        pdf.line("Public key (Ed25519): %s".formatted(seal.publicKey()));
        pdf.line("Signature: %s".formatted(seal.signature()));
        pdf.line(
                "It is that of the JSON extract of this moment, whose digest and signed lines the API's document describes.");
        pdf.save(out);
    }

    /** Takes what it has written down on the way away. */
    @Override
    public void close() throws IOException {
        pdf.close();
    }
}
