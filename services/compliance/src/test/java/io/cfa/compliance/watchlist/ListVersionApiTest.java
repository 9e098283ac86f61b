package io.cfa.compliance.watchlist;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole list takes the place of the one before. */
class ListVersionApiTest extends RunningService {

    private static final AtomicInteger LISTS = new AtomicInteger();
    private static final String DAY = "2026-01-01";
    private static final Map<String, String> FIRST = Map.of(
            "A",
            "Alexander",
            "B",
            "Bogdan",
            "C",
            "Cyril",
            "D",
            "Dmitry",
            "E",
            "Efim",
            "F",
            "Foma",
            "X",
            "Xenophon",
            "Y",
            "Yuri",
            "Z",
            "Zinaida",
            "Q",
            "Quentin");

    @Autowired
    private JdbcClient database;

    @Autowired
    private ListVersionService versions;

    private final String service =
            login("compliance.screen", "compliance.read-screenings").token();
    private final Login one = login("operator");
    private final Login two = login("operator");
    private final Login anna = login("investor");
    private final String list = "test-" + LISTS.incrementAndGet();
    /** Of letters that no other test's names are like. */
    private final String surname = "W" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "yx";

    @AfterEach
    void nobodyIsLikeWhatWasListed() {
        database.sql("delete from watched where list = :list")
                .param("list", list)
                .update();
    }

    @Test
    void aVersionReplacesTheOneBeforeAndShowsTheDifference() {
        UUID first = UUID.randomUUID();
        Answer taken = upload(first, DAY, names("A", "B", "C", "D"));
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        assertThat(taken.json().at("/status").asString()).isEqualTo("IN_FORCE");
        assertThat(taken.json().at("/added").asInt()).isEqualTo(4);
        assertThat(upload(first, DAY, names("A", "B", "C", "D")).status()).isEqualTo(200);
        List<String> idsBefore = ids();

        UUID second = UUID.randomUUID();
        String changed = "[%s, %s, %s, %s]".formatted(name("A"), name("B"), name("C", "no. 7"), name("E"));
        Answer next = upload(second, "2026-01-02", changed);
        assertThat(next.status()).as(next.body()).isEqualTo(201);
        assertThat(next.json().at("/replaces").asString()).isEqualTo(first.toString());
        assertThat(next.json().at("/names").asInt()).isEqualTo(4);
        assertThat(changes(second, "ADDED")).containsExactly(full("E"));
        assertThat(changes(second, "REMOVED")).containsExactly(full("D"));
        assertThat(changes(second, "CHANGED")).containsExactly(full("C"));
        assertThat(changes(second, "")).hasSize(3);
        assertThat(standing()).containsExactlyInAnyOrder(full("A"), full("B"), full("C"), full("E"));
        assertThat(ids()).as("what stays is not listed anew").contains(idsBefore.get(0), idsBefore.get(1));
        assertThat(get("/watch-list-versions/" + first, one.token())
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("REPLACED");
        assertThat(events(list)).isEqualTo(2);
        assertThat(everyItem("/watch-list-versions?list=" + list, two.token()))
                .extracting(version -> version.at("/id").asString())
                .containsExactly(second.toString(), first.toString());
    }

    @Test
    void everybodyIsComparedWithWhatHasComeAndGone() {
        put("/screenings/" + anna.subject(), service, "{'name': '" + full("Anna") + "'}");
        uploaded(UUID.randomUUID(), DAY, names("A", "B", "C"));
        UUID second = UUID.randomUUID();
        uploaded(second, DAY, names("A", "B", "C", "Anna"));
        compared(second);
        assertThat(screening().at("/result").asString()).isEqualTo("TO_REVIEW");
        assertThat(screening().at("/reason").asString()).isEqualTo("On the watch list: no. 1");
        UUID third = UUID.randomUUID();
        uploaded(third, "2026-01-03", names("A", "B", "C"));
        compared(third);
        assertThat(screening().at("/reason").asString())
                .startsWith(full("Anna") + " is on the watch list no more: " + list + " of 2026-01-03 has it no more");
    }

    @Test
    void whatLosesTooMuchWaitsForAnotherOperatorAndChangesNothingUntilThen() {
        uploaded(UUID.randomUUID(), DAY, names("A", "B", "C", "D", "E", "F"));
        UUID id = UUID.randomUUID();
        assertShrinks(upload(id, DAY, names("A")));
        assertShrinks(upload(id, DAY, names("A")));
        assertThat(standing()).hasSize(6);
        assertThat(changes(id, "REMOVED")).hasSize(5);
        assertThat(everyItem("/watch-list-versions?status=TO_CONFIRM&list=" + list, two.token()))
                .hasSize(1);
        assertProblem(confirm(id, one), 403, "four-eyes");
        assertThat(standing()).hasSize(6);
        Answer confirmed = confirm(id, two);
        assertThat(confirmed.json().at("/confirmedBy").asString()).isEqualTo(two.subject());
        assertThat(confirmed.json().at("/status").asString()).isEqualTo("IN_FORCE");
        assertThat(standing()).containsExactly(full("A"));
        assertThat(confirm(id, two).json().at("/inForceAt"))
                .isEqualTo(confirmed.json().at("/inForceAt"));
        assertThat(upload(id, DAY, names("A")).status()).isEqualTo(200);
        assertThat(events(list)).isEqualTo(2);
    }

    @Test
    void anEmptyListAndOneOfOtherNamesLoseTooMuchToo() {
        assertShrinks(upload(UUID.randomUUID(), DAY, "[]"));
        uploaded(UUID.randomUUID(), DAY, names("A", "B", "C"));
        assertShrinks(upload(UUID.randomUUID(), DAY, "[]"));
        assertShrinks(upload(UUID.randomUUID(), DAY, names("X", "Y", "Z", "Q")));
        assertThat(standing()).hasSize(3);
    }

    @Test
    void whatWasSeenIsConfirmedAndNotWhatHasBecomeOfIt() {
        uploaded(UUID.randomUUID(), DAY, names("A", "B", "C", "D"));
        UUID id = UUID.randomUUID();
        upload(id, DAY, names("A"));
        uploaded(UUID.randomUUID(), DAY, names("A", "B", "C", "D", "E"));
        assertProblem(confirm(id, two), 409, "list-changed");
        assertProblem(upload(id, DAY, names("A")), 409, "list-changed");
        assertThat(everyItem("/watch-list-versions?status=TO_CONFIRM&list=" + list, two.token()))
                .as("nobody has to decide about it any more")
                .isEmpty();
        assertThat(standing()).hasSize(5);
    }

    @Test
    void anOlderListOneToComeAndOneThatCannotBeReadAreRefusedWithTheirPlaceAndNothingChanges() {
        UUID first = UUID.randomUUID();
        uploaded(first, DAY, names("A", "B"));
        UUID id = UUID.randomUUID();
        assertRefused(upload(id, "2025-12-31", names("A", "B", "C")), 409, "list-older", "asOf");
        assertRefused(
                upload(id, LocalDate.now().plusDays(2).toString(), names("A", "B", "C")), 422, "list-to-come", "asOf");
        String unreadable = "list-unreadable";
        assertRefused(upload(id, DAY, "{}"), 422, unreadable, "names");
        assertRefused(upload(id, DAY, "[" + name("A") + ", 7]"), 422, unreadable, "names[1]");
        assertRefused(
                upload(id, DAY, "[" + name("A") + ", {'name': '7', 'reason': 'x'}]"), 422, unreadable, "names[1].name");
        assertRefused(upload(id, DAY, "[" + name("A", " ") + "]"), 422, unreadable, "names[0].reason");
        assertRefused(upload(id, DAY, "[" + name("A") + ", {'name': 'half"), 422, unreadable, "names[1]");
        assertRefused(upload(id, DAY, "[" + name("A") + "] []"), 422, unreadable, "names");
        assertRefused(upload(first, DAY, names("A", "C")), 409, "id-taken", null);
        assertThat(put("/watch-list-versions/" + id + "?list=Up&asOf=" + DAY, one.token(), "[]")
                        .status())
                .isEqualTo(400);
        assertThat(get("/watch-list-versions/" + id, one.token()).status()).isEqualTo(404);
        assertThat(standing()).containsExactlyInAnyOrder(full("A"), full("B"));
    }

    @Test
    void namesThatOperatorsHaveListedAndOtherListsStay() {
        UUID own = UUID.randomUUID();
        put("/watch-list/" + own, one.token(), "{'name': '" + full("A") + "', 'reason': 'seen'}");
        uploaded(UUID.randomUUID(), DAY, names("A", "A", "B"));
        assertThat(standing()).hasSize(2);
        UUID next = UUID.randomUUID();
        upload(next, DAY, names("B"));
        assertThat(standing()).containsExactly(full("B"));
        assertThat(get("/watch-list/" + own, one.token())
                        .json()
                        .at("/removedAt")
                        .isNull())
                .isTrue();
        post("/watch-list/" + own + "/removal", one.token(), "{'reason': 'over'}");
    }

    @Test
    void aListOfManyThousandsIsReadSomeAtATime() {
        String many = numbered(20_000);
        byte[] document = many.getBytes(StandardCharsets.UTF_8);
        ListVersion taken = versions.take(
                        new ListVersionService.Upload(
                                UUID.randomUUID(), list, LocalDate.parse(DAY), document, one.subject()),
                        () -> new ByteArrayInputStream(document))
                .resource();
        assertThat(taken.names()).isEqualTo(20_000);
        assertThat(taken.added()).isEqualTo(20_000);
        // nobody waits for them to be compared with everybody
        database.sql("delete from watched where list = :list")
                .param("list", list)
                .update();
    }

    /** What users of a public feed report of it: 686 names, 515 for a day, and 686 again. */
    @Test
    void aFeedThatLosesAQuarterForADayChangesNothing() {
        uploaded(UUID.randomUUID(), DAY, numbered(686));
        Answer day = upload(UUID.randomUUID(), "2026-01-02", numbered(515));
        assertShrinks(day);
        assertThat(day.json().at("/detail").asString()).startsWith("It has 515 names, and would lose 171 that stand;");
        assertThat(standing()).hasSize(686);
        assertThat(upload(UUID.randomUUID(), "2026-01-03", numbered(686))
                        .json()
                        .at("/added")
                        .asInt(-1))
                .isZero();
    }

    private String numbered(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "{\"name\": \"%s Number%s\", \"reason\": \"no. %d\"}".formatted(surname, letters(i), i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void packedWithWhateverEndlessBytesIsRefused() {
        ListReader reader = new ListReader(JsonMapper.shared());
        List<Integer> read = new ArrayList<>();
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                System.arraycopy(spaces, 0, into, offset, Math.min(length, spaces.length));
                return Math.min(length, spaces.length);
            }
        };
        assertThatThrownBy(() -> reader.read(endless, lines -> read.add(lines.size())))
                .hasMessage("It is more than 64 MiB.");
        assertThat(read).isEmpty();
    }

    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .map(c -> Character.digit(c, 26) + 'a')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Answer upload(UUID id, String asOf, String content) {
        return put("/watch-list-versions/" + id + "?list=" + list + "&asOf=" + asOf, one.token(), content);
    }

    private void uploaded(UUID id, String asOf, String content) {
        Answer answer = upload(id, asOf, content);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private Answer confirm(UUID id, Login operator) {
        return post("/watch-list-versions/" + id + "/confirmation", operator.token(), "");
    }

    private String full(String first) {
        return FIRST.getOrDefault(first, first) + " " + surname;
    }

    private String name(String first) {
        return name(first, "no. 1");
    }

    private String name(String first, String reason) {
        return "{'name': '%s', 'reason': '%s'}".formatted(full(first), reason);
    }

    private String names(String... firsts) {
        return Arrays.stream(firsts).map(this::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private List<String> changes(UUID version, String kind) {
        return everyItem(
                        "/watch-list-versions/" + version + "/changes?limit=100"
                                + (kind.isEmpty() ? "" : "&kind=" + kind),
                        two.token())
                .stream()
                .map(change -> change.at("/name").asString())
                .toList();
    }

    private List<String> standing() {
        return database.sql("select name from watched where list = :list and removed_at is null")
                .param("list", list)
                .query(String.class)
                .list();
    }

    private List<String> ids() {
        return database.sql("select id::text from watched where list = :list order by name")
                .param("list", list)
                .query(String.class)
                .list();
    }

    private JsonNode screening() {
        return get("/screenings/" + anna.subject(), service).json();
    }

    private void compared(UUID version) {
        await().atMost(ofMinutes(2))
                .until(() -> get("/watch-list-versions/" + version, one.token())
                                .json()
                                .at("/waiting")
                                .asLong()
                        == 0);
    }

    private long events(String aggregate) {
        return database.sql(
                        "select count(*) from outbox where type = 'io.cfa.compliance.watch-list-replaced' and aggregate = :list")
                .param("list", aggregate)
                .query(Long.class)
                .single();
    }

    private static void assertShrinks(Answer answer) {
        assertRefused(answer, 409, "list-shrinks", "names");
    }

    private static void assertRefused(Answer answer, int status, String type, String field) {
        assertProblem(answer, status, type);
        if (field != null) {
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        }
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(type);
    }
}
