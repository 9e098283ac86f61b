package io.cfa.maven.verify.probe;

import io.cfa.maven.host.realm.RealmException;
import io.cfa.maven.host.realm.RealmInspection;
import io.cfa.maven.host.realm.RealmReconciliation;
import io.cfa.maven.remote.QuestionBatch;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the realm of Keycloak is what its file on the host says: clients, mappers, roles, settings. */
public final class RealmProbe {

    /** The name of its column. */
    public static final String NAME = "realm";

    private final Supplier<Optional<List<String>>> difference;

    /**
     * Of a realm.
     *
     * @param difference what differs, a line each; nothing where nobody answers
     */
    public RealmProbe(Supplier<Optional<List<String>>> difference) {
        this.difference = difference;
    }

    /** Of one host's realm, asked together with others; what that gives is as {@link #result}. */
    public static Supplier<Optional<ProbeResult>> of(QuestionBatch batch, RealmInspection realm) {
        Supplier<Optional<List<String>>> difference;
        try {
            difference = batch.add(
                    realm.begin().stream().toList(),
                    results -> results.stream().findFirst().flatMap(realm::difference));
        } catch (RealmException e) {
            difference = () -> {
                throw e;
            };
        }
        return new RealmProbe(difference)::result;
    }

    /** One result, or none where there is no file of a realm, or no Keycloak that answers, which others tell. */
    public Optional<ProbeResult> result() {
        try {
            return difference.get().map(RealmProbe::result);
        } catch (RealmException e) {
            return Optional.of(ProbeResult.unknown(RealmReconciliation.SERVICE, NAME, "unknown", e.finding()));
        }
    }

    private static ProbeResult result(List<String> lines) {
        return lines.isEmpty()
                ? ProbeResult.passed(RealmReconciliation.SERVICE, NAME, "as its file")
                : ProbeResult.failed(
                        RealmReconciliation.SERVICE,
                        NAME,
                        "differs",
                        new Finding(
                                RealmReconciliation.SERVICE,
                                "its realm differs from its file: " + String.join("; ", lines),
                                "what the file says",
                                "run cfa:rollout, which brings it there; or bring the change into the file, and sync"));
    }
}
