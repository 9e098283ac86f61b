package io.cfa.registry.chain;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of checkpoints; only those that this service has signed are given out. */
@Repository
public class Checkpoints {

    private static final Map<String, List<SortKey>> SORTS = Map.of("entries", List.of(SortKey.number("entries")));

    private final JdbcClient database;
    private final HeadSigner signer;
    private final KeysetQuery<Checkpoint> list;

    public Checkpoints(JdbcClient database, HeadSigner signer) {
        this.database = database;
        this.signer = signer;
        this.list = new KeysetQuery<>(
                database,
                "select entries, hash, signed_at, signature, holdings, holdings_signature from checkpoint",
                this::checkpoint,
                SORTS);
    }

    /** Writes a checkpoint down, in place of another of as many entries, unless they are the same; tells whether this call did it. */
    boolean put(Checkpoint checkpoint) {
        return database.sql(
                                "insert into checkpoint as known (entries, hash, signed_at, signature, holdings, holdings_signature)"
                                        + " values (:entries, :hash, :at, :signature, :holdings, :holdings_signature)"
                                        + " on conflict (entries) do update set hash = excluded.hash, signed_at = excluded.signed_at,"
                                        + " signature = excluded.signature, holdings = excluded.holdings,"
                                        + " holdings_signature = excluded.holdings_signature"
                                        + " where (known.hash, known.signature, known.holdings, known.holdings_signature)"
                                        + " is distinct from (excluded.hash, excluded.signature, excluded.holdings, excluded.holdings_signature)")
                        .param("entries", checkpoint.entries())
                        .param("hash", HexFormat.of().parseHex(checkpoint.hash()))
                        .param("at", Timestamp.from(checkpoint.signedAt()))
                        .param("signature", Base64.getDecoder().decode(checkpoint.signature()))
                        .param("holdings", HexFormat.of().parseHex(checkpoint.holdings()))
                        .param("holdings_signature", Base64.getDecoder().decode(checkpoint.holdingsSignature()))
                        .update()
                == 1;
    }

    /** The one of the most entries. */
    Optional<Checkpoint> last() {
        return page(PageRequest.first("-entries")).items().stream().findFirst();
    }

    /** A page, without those that somebody else has written down. */
    public Page<Checkpoint> page(PageRequest page) {
        return list.page(page, Filter.all().when(!signer.hasKey(), "false")).filter(signer::hasSigned);
    }

    private Checkpoint checkpoint(ResultSet row, int number) throws SQLException {
        byte[] holdings = row.getBytes("holdings");
        byte[] holdingsSignature = row.getBytes("holdings_signature");
        return new Checkpoint(
                row.getLong("entries"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                row.getTimestamp("signed_at").toInstant(),
                signer.publicKey(),
                Base64.getEncoder().encodeToString(row.getBytes("signature")),
                holdings == null ? null : HexFormat.of().formatHex(holdings),
                holdingsSignature == null ? null : Base64.getEncoder().encodeToString(holdingsSignature));
    }
}
