package io.cfa.books;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(
        properties = {
            "spring.config.import=classpath:cfa-kit.yml",
            "spring.application.name=books",
            "spring.datasource.url=${Database__Url}"
        })
class ApiTest extends RunningService {

    /** A service of its own. */
    @SpringBootApplication
    static class Books {}

    @Autowired
    private JdbcClient database;

    private final String token = login("investor").token();
    private final String operator = login("operator").token();

    @BeforeEach
    void anEmptyShelf() {
        database.sql(Shelf.TABLE).update();
        database.sql("truncate book").update();
    }

    @Test
    void everyPageTellsWhereTheNextIsUntilAllWereShownOnce() {
        List<String> written = IntStream.range(0, 7)
                .mapToObj(i -> put("book " + i).json().at("/id").asString())
                .toList();
        List<String> read = new ArrayList<>();
        String next = "?limit=3";
        for (int page = 0; !next.isEmpty(); page++) {
            Answer answer = get("/books" + next, token);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            answer.json().forEach(book -> read.add(0, book.at("/id").asString()));
            // what is added meanwhile moves nothing
            put("later " + page);
            String link = answer.header("Link");
            assertThat(link).matches("|<\\?limit=3&cursor=[\\w-]+>; rel=\"next\"");
            next = link.replaceAll("^<|>.*", "");
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    void aPageThatMakesNoSenseIsRefusedAndTheParameterNamed() {
        for (String query : List.of(
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=1e1",
                "limit=",
                "cursor=x",
                "cursor=MjAyNg",
                "cursor=",
                "cursor=AA",
                "sort=isbn",
                "sort=--at",
                "sort=")) {
            Answer answer = get("/books?" + query, token);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("validation");
            assertThat(answer.json().at("/detail").asString()).contains(query.split("=")[0]);
        }
    }

    @Test
    void itemsThatAreEqualInWhatTheyAreSortedByAreShownOnceEachInEveryOrder() {
        List<String> titles = List.of("b", "a", "b", "Ж", "a", "b", "aa");
        List<String> ids = new ArrayList<>();
        titles.forEach(title -> ids.add(put(title).json().at("/id").asString()));
        for (String sort : List.of("at", "-at", "title", "-title", "pages", "-pages")) {
            List<String> read = new ArrayList<>();
            for (String next = "?limit=2&sort=" + sort; !next.isEmpty(); ) {
                Answer page = get("/books" + next, token);
                assertThat(page.status()).as(page.body()).isEqualTo(200);
                page.json().forEach(book -> read.add(book.at("/id").asString()));
                next = page.header("Link").replaceAll("^<|>.*", "");
            }
            assertThat(read).as(sort).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(read.equals(ids)).as(sort).isEqualTo(sort.equals("at"));
        }
    }

    @Test
    void aCursorHoldsForItsListItsFiltersAndItsOrderOnly() {
        String title = "Мастер & 1+1=2?";
        for (int i = 0; i < 3; i++) {
            put(title);
            put("another");
        }
        String filter = "title=" + URLEncoder.encode(title, UTF_8);
        Answer first = get("/books?limit=2&" + filter, token);
        assertThat(first.json().findValuesAsString("title")).containsExactly(title, title);
        String next = first.header("Link").replaceAll("^<|>.*", "");
        assertThat(get("/books" + next, token).json().findValuesAsString("title"))
                .containsExactly(title);
        assertThat(get("/books" + next, token).header("Link")).isEmpty();

        String cursor = next.replaceAll(".*(cursor=[^&]*).*", "$1");
        for (String other : List.of("", "&title=another", "&sort=at&" + filter, "&sort=title&" + filter)) {
            Answer refused = get("/books?" + cursor + other, token);
            assertThat(refused.status()).as(other).isEqualTo(400);
            assertThat(refused.json().at("/detail").asString()).contains("cursor");
        }
        // the size of the page is no part of what the cursor holds for
        assertThat(get("/books?limit=1&" + cursor + "&" + filter, token).status())
                .isEqualTo(200);
    }

    @Test
    void aCursorThatWasChangedIsRefusedAndNotAFault() {
        for (int i = 0; i < 3; i++) {
            put("a");
        }
        String cursor = get("/books?limit=1", token).header("Link").replaceAll(".*cursor=([^&>]*).*", "$1");
        String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        String list = text.substring(0, text.indexOf('\0'));
        for (String keys : List.of(
                "",
                "\0",
                "\0x",
                "\0x\0y\0z",
                "\0-1-01-01T00:00:00Z\0" + UUID.randomUUID(),
                "\0999999-01-01T00:00:00Z\0" + UUID.randomUUID(),
                "\0" + "9".repeat(40) + "\0" + UUID.randomUUID(),
                "\0'; drop table book; --\0" + UUID.randomUUID())) {
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString((list + keys).getBytes(UTF_8));
            assertThat(get("/books?limit=1&cursor=" + forged, token).status())
                    .as(keys)
                    .isEqualTo(400);
        }
        for (String forged : List.of(cursor + "=", cursor + "A", "%00", "%20" + cursor, cursor.substring(1), "ё")) {
            assertThat(get("/books?limit=1&cursor=" + (forged.equals("ё") ? "%D1%91" : forged), token)
                            .status())
                    .as(forged)
                    .isEqualTo(400);
        }
    }

    @Test
    void aFilterThatAListDoesNotHaveIsRefusedInsteadOfShowingEverything() {
        for (String query : List.of("titel=a", "page=1", "offset=50", "title=a&title=b", "limit=1&limit=2")) {
            Answer answer = get("/books?" + query, token);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().at("/detail").asString())
                    .isEqualTo("The list takes each of these parameters once, and no other: cursor, limit, sort,"
                            + " title.");
        }
    }

    @Test
    void aFilterThatIsEmptyIsRefusedInsteadOfShowingEverything() {
        for (String query : List.of("title=", "title", "limit=", "cursor=&title=a")) {
            assertThat(get("/books?" + query, token).json().at("/detail").asString())
                    .as(query)
                    .isEqualTo("The parameter %s is empty; left out, it asks for all."
                            .formatted(query.replaceFirst("=.*", "")));
        }
    }

    @Test
    void whatIsMadeUnderAnIdIsAnsweredWith201AndItsPlaceAndWhatStoodThereWith200() {
        String path = "/books/" + UUID.randomUUID();
        Answer made = put(path, token, "{'title': 'a'}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(URI.create(path).resolve(made.header("Location"))).isEqualTo(URI.create(path));
        Answer again = put(path, token, "{'title': 'a'}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Location")).isEmpty();
    }

    @Test
    void aResourceHasATagThatChangesWithItAndACommandMayWantIt() {
        Answer first = put("first");
        String path = "/books/" + first.json().at("/id").asString();
        String tag = first.header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(get(path, token).header("ETag")).isEqualTo(tag);
        assertThat(send("GET", path, token, "", "If-None-Match", tag).status()).isEqualTo(304);

        Answer second = send("PUT", path, token, "{'title': 'second'}", "If-Match", tag);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("ETag")).isNotEqualTo(tag);
        Answer late = send("PUT", path, token, "{'title': 'third'}", "If-Match", tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.problem()).isEqualTo("changed-meanwhile");
        assertThat(get(path, token).json().at("/title").asString()).isEqualTo("second");
        assertThat(send("PUT", path, token, "{'title': 'third'}", "If-Match", "\"x\", " + second.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTagIsComparedToTheLetterAndAListOfThemMayComeInSeveralFields() {
        String path = "/books/" + put("first").json().at("/id").asString();
        String tag = get(path, token).header("ETag");
        for (String wrong : List.of(
                "W/" + tag,
                "",
                "\"\"",
                tag.replace("\"", ""),
                tag.toUpperCase(java.util.Locale.ROOT) + "x",
                "*, \"x\"")) {
            Answer refused = send("PUT", path, token, "{'title': 'second'}", "If-Match", wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(412);
        }
        assertThat(send("PUT", path, token, "{'title': 'second'}", "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(send("PUT", "/books/" + UUID.randomUUID(), token, "{'title': 'a'}", "If-Match", "*")
                        .status())
                .as("nothing stands there")
                .isEqualTo(412);
    }

    @Test
    void whatWillGoSaysSinceWhenAndUntilWhen() {
        Answer old = get("/old-books", token);
        assertThat(old.header("Deprecation")).isEqualTo("@1795478400");
        assertThat(old.header("Sunset")).isEqualTo("Mon, 24 May 2027 00:00:00 GMT");
        assertThat(old.header("Link")).isEqualTo("</openapi#books>; rel=\"successor-version\"");
        assertThat(get("/books", token).header("Deprecation")).isEmpty();
    }

    @Test
    void theVersionIsAMediaTypeAndOneThatThereIsNotIsRefused() {
        String path = "/books/" + UUID.randomUUID();
        String v1 = "application/vnd.cfa.v1+json";
        Answer put = send("PUT", path, token, "{'title': 'a'}", "Content-Type", v1, "Accept", v1);
        assertThat(put.status()).isEqualTo(201);
        assertThat(put.contentType()).isEqualTo(v1);
        String v2 = "application/vnd.cfa.v2+json";
        assertThat(send("PUT", path, token, "{'title': 'a'}", "Content-Type", v2)
                        .status())
                .isEqualTo(415);
        Answer refused = send("GET", path, token, "", "Accept", v2);
        assertThat(refused.status()).isEqualTo(406);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(send("GET", path, token, "", "Accept", v2 + ", " + v1).contentType())
                .isEqualTo(v1);
    }

    @Test
    void everyChangeIsWrittenDownWithWhoFromWhereAndWhatCameOfIt() {
        Login anna = login("investor");
        String path = "/books/" + UUID.randomUUID();
        change(anna.token(), path, "the-first", "Cfa-Client-Address", "203.0.113.7");
        JsonNode done = audited("the-first");
        assertThat(done.at("/subject").asString()).isEqualTo(anna.subject());
        assertThat(done.at("/roles").asString()).isEqualTo("investor");
        assertThat(done.at("/address").asString()).isEqualTo("203.0.113.7");
        assertThat(done.at("/operation").asString()).isEqualTo("PUT /books/{id}");
        assertThat(done.at("/path").asString()).isEqualTo(path);
        assertThat(done.at("/status").asInt()).isEqualTo(201);
        assertThat(done.at("/outcome").asString()).isEqualTo("done");

        change(anna.token(), path, "the-late", "If-Match", "\"an-older-one\"");
        assertThat(audited("the-late").at("/outcome").asString()).isEqualTo("changed-meanwhile");
        change(anna.token(), path, "the-liar", "Cfa-Client-Address", "203.0.113.7, evil");
        assertThat(audited("the-liar").at("/address").asString()).isEqualTo("127.0.0.1");
        change(login("books.lend").token(), path, "the-service", "Idempotency-Key", "one");
        assertThat(audited("the-service").at("/outcome").asString()).isEqualTo("done");
        change(login("books.lend").token(), path + "/no/such", "nothing", "Idempotency-Key", "two");
        assertThat(everyItem("/audit-records?subject=" + anna.subject() + "&limit=1", operator))
                .hasSize(3);
        assertThat(everyItem("/audit-records?operation=GET%20/books", operator)).isEmpty();
        assertThat(get("/audit-records", token).status()).isEqualTo(403);
        for (String forging : List.of(
                "update audit_record set subject = 'nobody'", "delete from audit_outcome", "truncate audit_record")) {
            assertThatThrownBy(() -> database.sql(forging).update()).hasMessageContaining("only ever added");
        }
    }

    @Test
    void whatCannotBeWrittenDownIsNotTried() {
        String path = "/books/" + UUID.randomUUID();
        database.sql("alter table audit_record rename to audit_record_away").update();
        try {
            Answer refused = put(path, token, "{'title': 'a'}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("unavailable");
        } finally {
            database.sql("alter table audit_record_away rename to audit_record").update();
        }
        assertThat(get("/books", token).body()).doesNotContain(path.substring("/books/".length()));
    }

    private void change(String token, String path, String request, String... headers) {
        send(
                "PUT",
                path,
                token,
                "{'title': 'a'}",
                Stream.concat(Stream.of("X-Request-Id", request), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** What stands of a request, once it is known what came of it. */
    private JsonNode audited(String request) {
        return await().atMost(ofMinutes(2))
                .until(
                        () -> get("/audit-records?requestId=" + request, operator)
                                .json()
                                .at("/0"),
                        record -> record.at("/status").isInt());
    }

    private Answer put(String title) {
        Answer answer = put("/books/" + UUID.randomUUID(), token, "{'title': '" + title + "'}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }
}
