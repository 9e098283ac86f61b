package io.cfa.kit;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Positive;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The smallest domain with commands: counters that only rise, which each rise of is an event. */
@RestController
class Counters {

    static final String TABLE = "create table if not exists counter (id uuid primary key, value bigint not null)";

    private final JdbcClient database;
    private final EventPublisher events;
    private final AtomicInteger knocks = new AtomicInteger();

    Counters(JdbcClient database, EventPublisher events) {
        this.database = database;
        this.events = events;
    }

    record Counter(UUID id, @Schema(example = "7") long value) {}

    record Rise(@Positive @Schema(example = "3") long by) {}

    @PutMapping("/counters/{id}")
    @Transactional
    Counter make(@PathVariable UUID id) {
        database.sql("insert into counter (id, value) values (:id, 0)")
                .param("id", id)
                .update();
        return counter(id);
    }

    @PostMapping("/counters/{id}/rise")
    @Transactional
    @ResponseStatus(HttpStatus.ACCEPTED)
    Counter rise(@PathVariable UUID id, @RequestBody Rise rise) {
        database.sql("update counter set value = value + :by where id = :id")
                .param("by", rise.by())
                .param("id", id)
                .update();
        Counter counter = counter(id);
        events.publish("things.counter-rose", id.toString(), counter);
        if (counter.value() > 1000) {
            throw DomainException.conflict("too-high", "A counter ends at 1000.");
        }
        return counter;
    }

    @PostMapping("/counters/{id}/rise-for-an-operator")
    @RolesAllowed("operator")
    @Transactional
    Counter riseForAnOperator(@PathVariable UUID id, @RequestBody Rise rise) {
        return rise(id, rise);
    }

    @PostMapping("/counters/{id}/rise-without-a-transaction")
    @NaturallyIdempotent
    void riseWithoutATransaction(@PathVariable UUID id) {
        events.publish("things.counter-rose", id.toString(), "nothing");
    }

    @PostMapping("/knocks/once-more")
    @NaturallyIdempotent
    int knock() {
        return knocks.incrementAndGet();
    }

    @GetMapping("/counters/{id}")
    Counter counter(@PathVariable UUID id) {
        return database.sql("select id, value from counter where id = :id")
                .param("id", id)
                .query(Counter.class)
                .optional()
                .orElseThrow(() -> DomainException.notFound("There is no such counter."));
    }
}
