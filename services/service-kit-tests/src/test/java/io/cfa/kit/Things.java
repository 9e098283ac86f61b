package io.cfa.kit;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service that the kit can be tried on. */
@SpringBootApplication
@RestController
public class Things {

    /** Whoever asks {@code /slow} waits before it; it is open unless a test has put up another. */
    static volatile CountDownLatch door = new CountDownLatch(0);

    /** Falls when somebody asks. */
    static volatile CountDownLatch asked = new CountDownLatch(1);

    /** Puts up a door before {@code /slow}, and counts who asks. */
    public static void shut(CountDownLatch before, CountDownLatch count) {
        door = before;
        asked = count;
    }

    private final JdbcClient database;

    Things(JdbcClient database) {
        this.database = database;
    }

    record Part(@Schema(example = "leg") String name) {}

    record Thing(
            @Positive @Schema(example = "3") long units,
            @Schema(example = "a table") String label,
            List<Part> parts,
            Instant at) {}

    @PutMapping("/things/{id}")
    @RolesAllowed("operator")
    Thing put(@PathVariable UUID id, @Valid @RequestBody Thing thing) {
        return thing;
    }

    @GetMapping("/things")
    String page(@RequestParam @Positive int size) {
        return "a page of " + size;
    }

    @GetMapping("/now")
    String now() {
        return database.sql("select now()::text").query(String.class).single();
    }

    @GetMapping("/broken")
    String broken() {
        return database.sql("select secret from nowhere").query(String.class).single();
    }

    @GetMapping("/slow")
    String slow() throws InterruptedException {
        asked.countDown();
        door.await();
        return "done";
    }
}
