package io.cfa.books;

import io.cfa.kit.DatabaseClock;
import io.cfa.kit.api.Created;
import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.api.Sunset;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Books, which are listed by the page and changed by whoever has read them last. */
@RestController
class Shelf {

    static final String TABLE = "create table if not exists book (id uuid primary key, title text not null,"
            + " pages bigint not null, at timestamptz not null)";

    private static final SortKey ID = SortKey.uuid("id");
    private static final Map<String, List<SortKey>> SORTS = Map.of(
            "at", List.of(SortKey.time("at"), ID),
            "title", List.of(SortKey.text("title"), ID),
            "pages", List.of(SortKey.number("pages"), ID));

    private final JdbcClient database;

    Shelf(JdbcClient database) {
        this.database = database;
    }

    record Book(
            UUID id,
            @Schema(example = "The Master and Margarita") String title,
            @Schema(example = "480") long pages,
            Instant at) {}

    record Title(@Schema(example = "The Master and Margarita") String title) {}

    @GetMapping("/books")
    ResponseEntity<List<Book>> books(
            @SortedBy({"-at", "title", "pages"}) PageRequest page, @RequestParam(required = false) String title) {
        return Pages.answer(KeysetQuery.of(database, "select * from book", Book.class, SORTS)
                .page(page, Filter.all().with("title", title)));
    }

    @GetMapping("/books/{id}")
    Book book(@PathVariable UUID id) {
        return database.sql("select id, title, pages, at from book where id = :id")
                .param("id", id)
                .query(Book.class)
                .single();
    }

    @PutMapping("/books/{id}")
    @Transactional
    public ResponseEntity<Book> put(@PathVariable UUID id, @RequestBody Title title, Precondition precondition) {
        boolean inserted = database.sql("insert into book (id, title, pages, at) values (:id, :title, :pages, :at)"
                                + " on conflict (id) do nothing")
                        .param("id", id)
                        .param("title", title.title())
                        .param("pages", title.title().length())
                        .param("at", DatabaseClock.now().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (inserted) {
            precondition.check(null);
        } else {
            precondition.check(book(id));
            database.sql("update book set title = :title where id = :id")
                    .param("id", id)
                    .param("title", title.title())
                    .update();
        }
        return Created.answer(new Upsert<>(book(id), inserted));
    }

    @GetMapping("/old-books")
    @Sunset(deprecated = "2026-11-24", gone = "2027-05-24", instead = "/openapi#books")
    String old() {
        return "dusty";
    }
}
