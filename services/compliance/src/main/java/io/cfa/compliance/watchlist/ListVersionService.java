package io.cfa.compliance.watchlist;

import io.cfa.compliance.watchlist.ListVersion.Change;
import io.cfa.compliance.watchlist.ListVersion.Kind;
import io.cfa.compliance.watchlist.ListVersion.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.Sha256;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of lists that others keep: a version takes the place of the one before in one transaction, whole or not at all, and everybody is compared with what it
 * has changed. One that would lose more than a fifth of its names is more likely half a file than a kinder world: it waits for another operator.
 */
@Service
class ListVersionService {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private final ListVersions versions;
    private final WatchList watchList;
    private final ListReader reader;
    private final VersionAnnouncer announcer;
    private final Clock clock;

    ListVersionService(
            ListVersions versions, WatchList watchList, ListReader reader, VersionAnnouncer announcer, Clock clock) {
        this.versions = versions;
        this.watchList = watchList;
        this.reader = reader;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** What is uploaded, by whom. */
    record Upload(UUID id, String list, LocalDate asOf, byte[] document, String operator) {}

    /**
     * Takes a version, or returns the same one where it was taken before. One that loses too much is written down as {@link Status#TO_CONFIRM}, and nothing of the
     * list has changed.
     */
    @Transactional
    Upsert<ListVersion> take(Upload upload, Supplier<InputStream> content) {
        versions.lock(upload.list());
        String sha256 = Sha256.hexOf(upload.document());
        Optional<ListVersion> before = versions.withId(upload.id());
        if (before.isPresent()) {
            ListVersion stands = before.get();
            if (!stands.sha256().equals(sha256)
                    || !stands.list().equals(upload.list())
                    || !stands.asOf().equals(upload.asOf())) {
                throw DomainException.conflict("id-taken", "Another version stands under this id.");
            }
            return Upsert.found(stands);
        }
        Optional<ListVersion> last = versions.inForce(upload.list());
        checkDay(upload.asOf(), last.orElse(null));
        ListVersion version = new ListVersion(
                upload.id(),
                upload.list(),
                upload.asOf(),
                sha256,
                0,
                0,
                0,
                0,
                Status.TO_CONFIRM,
                last.map(ListVersion::id).orElse(null),
                upload.operator(),
                clock.instant(),
                null,
                null,
                0);
        versions.add(version);
        reader.read(content.get(), lines -> versions.addNames(upload.id(), lines));
        // from here on nobody is screened, so that everybody meets the list of before or this one, and never a half
        watchList.change();
        ListVersion compared = versions.compare(version);
        return Upsert.inserted(losesTooMuch(compared) ? compared : inForce(compared, null));
    }

    private void checkDay(LocalDate asOf, ListVersion last) {
        if (asOf.isAfter(LocalDate.now(clock.withZone(MOSCOW)))) {
            throw DomainException.unprocessable("list-to-come", "The list is of a day that is still to come.")
                    .about("asOf");
        }
        if (last != null && asOf.isBefore(last.asOf())) {
            throw DomainException.conflict("list-older", "The version in force is of %s.".formatted(last.asOf()))
                    .about("asOf");
        }
    }

    private static boolean losesTooMuch(ListVersion version) {
        int standing = version.names() - version.added() + version.removed();
        return version.names() == 0 || version.removed() > 1 && 5L * version.removed() > standing;
    }

    private ListVersion inForce(ListVersion version, String confirmedBy) {
        versions.apply(version, confirmedBy, clock.instant());
        ListVersion holds = withId(version.id());
        announcer.replaced(holds);
        return holds;
    }

    /** Another operator confirms a version that loses so much; again changes nothing. */
    @Transactional
    ListVersion confirm(UUID id, String operator, Precondition precondition) {
        versions.lock(withId(id).list());
        ListVersion version = withId(id);
        precondition.check(version);
        if (version.status() == Status.OUTDATED) {
            throw outdated();
        }
        if (version.status() != Status.TO_CONFIRM) {
            return version;
        }
        FourEyes.check(operator, version.uploadedBy(), "confirms what they have uploaded");
        watchList.change();
        return inForce(version, operator);
    }

    static DomainException outdated() {
        return DomainException.conflict(
                "list-changed",
                "Another version has come into force since. Next: upload this one anew, under another id.");
    }

    ListVersion withId(UUID id) {
        return versions.withId(id).orElseThrow(() -> DomainException.notFound("There is no such version of a list."));
    }

    Page<ListVersion> page(String list, Status status, PageRequest page) {
        return versions.page(list, status, page);
    }

    Page<Change> changes(UUID id, Kind kind, PageRequest page) {
        return versions.changes(withId(id).id(), kind, page);
    }
}
