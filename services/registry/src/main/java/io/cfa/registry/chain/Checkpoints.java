package io.cfa.registry.chain;

import java.sql.Timestamp;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of checkpoints; only those that this service has signed are given out. */
@Repository
public class Checkpoints {

    private static final int AT_ONCE = 100;

    private final JdbcClient database;
    private final HeadSigner signer;

    public Checkpoints(JdbcClient database, HeadSigner signer) {
        this.database = database;
        this.signer = signer;
    }

    /** Writes a checkpoint down, unless there is one of as many entries; tells whether this call did it. */
    boolean add(Checkpoint checkpoint) {
        return database.sql("insert into checkpoint (entries, hash, signed_at, signature)"
                                + " values (:entries, :hash, :at, :signature) on conflict (entries) do nothing")
                        .param("entries", checkpoint.entries())
                        .param("hash", HexFormat.of().parseHex(checkpoint.hash()))
                        .param("at", Timestamp.from(checkpoint.signedAt()))
                        .param("signature", Base64.getDecoder().decode(checkpoint.signature()))
                        .update()
                == 1;
    }

    /** The one of the most entries. */
    Optional<Checkpoint> last() {
        return youngest().stream().findFirst();
    }

    /** The youngest hundred, without those that somebody else has written down. */
    List<Checkpoint> youngest() {
        if (!signer.hasKey()) {
            return List.of();
        }
        return database
                .sql("select entries, hash, signed_at, signature from checkpoint order by entries desc limit :most")
                .param("most", AT_ONCE)
                .query((row, number) -> new Checkpoint(
                        row.getLong("entries"),
                        HexFormat.of().formatHex(row.getBytes("hash")),
                        row.getTimestamp("signed_at").toInstant(),
                        signer.publicKey(),
                        Base64.getEncoder().encodeToString(row.getBytes("signature"))))
                .list()
                .stream()
                .filter(signer::hasSigned)
                .toList();
    }
}
