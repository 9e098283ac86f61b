package io.cfa.kit.rule;

import io.cfa.kit.DomainException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** Lets one caller in after the other to what reads a whole ledger, so that asking for it often takes no more of the database than asking once. */
public final class OneAtATime {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Duration patience;

    /** For what is done within five seconds. */
    public OneAtATime() {
        this(PATIENCE);
    }

    OneAtATime(Duration patience) {
        this.patience = patience;
    }

    /**
     * Runs it, after whoever came before.
     *
     * @throws DomainException 429 {@code proof-under-way}, if that takes longer than five seconds
     */
    public <T> T run(Supplier<T> proof) {
        if (!free()) {
            throw new DomainException(
                    HttpStatus.TOO_MANY_REQUESTS, "proof-under-way", "Another proof goes on; ask again after it.");
        }
        try {
            return proof.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean free() {
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
