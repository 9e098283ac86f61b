package io.cfa.registry.chain;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Proves that no entry was changed, dropped or slipped in, at one instant; one caller after the other. */
@Service
public class ChainVerifier {

    private final HashChain chain;
    private final TransactionTemplate oneInstant;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public ChainVerifier(HashChain chain, PlatformTransactionManager transactions) {
        this.chain = chain;
        this.oneInstant = new TransactionTemplate(transactions);
        oneInstant.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneInstant.setReadOnly(true);
    }

    /** Reads all that was ever entered. */
    public Verification verify() {
        oneAtATime.lock();
        try {
            return oneInstant.execute(transaction -> {
                Walk walk = new Walk();
                chain.each(walk::next);
                return walk.end(chain.head());
            });
        } finally {
            oneAtATime.unlock();
        }
    }
}
