package io.cfa.books;

import io.cfa.kit.DatabaseClock;
import io.cfa.kit.api.Cursor;
import io.cfa.kit.api.EntityTags;
import io.cfa.kit.api.PageRequest;
import io.cfa.kit.api.Sunset;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Books, which are listed by the page and changed by whoever has read them last. */
@RestController
class Shelf {

    static final String TABLE =
            "create table if not exists book (id uuid primary key, title text not null, at timestamptz not null)";

    private final JdbcClient database;
    private final EntityTags tags;

    Shelf(JdbcClient database, EntityTags tags) {
        this.database = database;
        this.tags = tags;
    }

    record Book(UUID id, @Schema(example = "The Master and Margarita") String title, Instant at) {}

    record Title(@Schema(example = "The Master and Margarita") String title) {}

    @GetMapping("/books")
    ResponseEntity<List<Book>> books(PageRequest page) {
        List<Book> books = database.sql("select id, title, at from book where " + PageRequest.after("at", "id::text"))
                .param("cursor_at", page.at())
                .param("cursor_id", page.id())
                .param("fetch", page.fetch())
                .query(Book.class)
                .list();
        return page.answer(books, book -> new Cursor(book.at(), book.id().toString()));
    }

    @GetMapping("/books/{id}")
    Book book(@PathVariable UUID id) {
        return database.sql("select id, title, at from book where id = :id")
                .param("id", id)
                .query(Book.class)
                .single();
    }

    @PutMapping("/books/{id}")
    @Transactional
    Book put(
            @PathVariable UUID id,
            @RequestBody Title title,
            @RequestHeader(name = "If-Match", required = false) String ifMatch) {
        if (ifMatch != null) {
            tags.require(ifMatch, book(id));
        }
        database.sql("insert into book (id, title, at) values (:id, :title, :at)"
                        + " on conflict (id) do update set title = excluded.title")
                .param("id", id)
                .param("title", title.title())
                .param("at", DatabaseClock.now().atOffset(ZoneOffset.UTC))
                .update();
        return book(id);
    }

    @GetMapping("/old-books")
    @Sunset(deprecated = "2026-11-24", gone = "2027-05-24", instead = "/openapi#books")
    String old() {
        return "dusty";
    }
}
