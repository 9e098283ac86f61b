package io.cfa.issuance;

import io.cfa.contract.StubService;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Where the service under test finds what it needs; the same for all tests, so that they share one service. */
public class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Only as good as a test wants them: the real ones are tried together in services/e2e-tests. */
    public static final StubService COMPLIANCE = new StubService();

    public static final StubService REGISTRY = new StubService();
    public static final StubService SETTLEMENT = new StubService();
    public static final StubService BANK = new StubService();

    public static final Minio MINIO = new Minio();

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        TestPropertyValues.of(
                        "cfa.peers.compliance=" + COMPLIANCE.url(),
                        "cfa.issuance.patience=2s",
                        "cfa.peers.registry=" + REGISTRY.url(),
                        "cfa.peers.settlement=" + SETTLEMENT.url(),
                        "cfa.peers.bank-nominal=" + BANK.url(),
                        "Minio__Endpoint=" + MINIO.url(),
                        "Minio__AccessKey=" + Minio.ACCESS_KEY,
                        "minio_secret_key=" + Minio.SECRET_KEY)
                .applyTo(service);
    }
}
