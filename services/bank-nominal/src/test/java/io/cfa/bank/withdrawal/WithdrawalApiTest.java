package io.cfa.bank.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.bank.ComplianceStub;
import io.cfa.bank.hold.HoldService;
import io.cfa.bank.ledger.Ledger;
import io.cfa.bank.ledger.Withdrawal;
import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class WithdrawalApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    @Autowired
    private Withdrawals withdrawals;

    @Autowired
    private Ledger ledger;

    @Autowired
    private HoldService holds;

    @Autowired
    private EventPublisher events;

    @Autowired
    private Clock clock;

    @Autowired
    private TransactionTemplate transaction;

    private final Login operator = login("operator");
    private final Login anna = login("investor");
    private UUID account;

    @BeforeEach
    void annaHasAThousand() {
        account = UUID.fromString(
                put("/accounts/me", anna.token(), "").json().at("/id").asString());
        put("/accounts/" + account + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 1000}");
    }

    @Test
    void anOperatorPutsDownOnceThatTheBankWasTold() {
        UUID id = UUID.randomUUID();
        Answer requested = put("/accounts/me/withdrawals/" + id, anna.token(), "{'amount': 600}");
        assertThat(requested.json().at("/status").asString()).isEqualTo("REQUESTED");
        assertThat(requested.json().at("/fee").asLong()).isZero();
        assertThat(everyItem("/withdrawals?status=REQUESTED&limit=100", operator.token()))
                .anySatisfy(each -> assertThat(each).isEqualTo(requested.json()));
        String both = Realm.OURS.token(anna.subject(), "investor", "operator");
        assertThat(post("/withdrawals/" + id + "/sending", both, "").problem()).isEqualTo("four-eyes");
        Answer sent = post("/withdrawals/" + id + "/sending", operator.token(), "");
        assertThat(sent.json().at("/status").asString()).as(sent.body()).isEqualTo("SENT");
        assertThat(post("/withdrawals/" + id + "/sending", operator.token(), "").json())
                .isEqualTo(sent.json());
        assertThat(get("/withdrawals/" + id, operator.token()).json()).isEqualTo(sent.json());
        assertThat(get("/accounts/me/withdrawals/" + id, anna.token()).json()).isEqualTo(sent.json());
        assertThat(database.sql("select count(*) from outbox where type = 'io.cfa.bank-nominal.withdrawal-sent'"
                                + " and aggregate = :id")
                        .param("id", account.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(post("/withdrawals/" + UUID.randomUUID() + "/sending", operator.token(), "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theFeeIsTakenOnceAndStaysInTheBooks() {
        WithdrawalService charging = with(new WithdrawalTerms(50, 10_000, 10_000));
        UUID id = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            assertThat(request(charging, id, 600).fee()).isEqualTo(50);
        }
        assertThat(get("/accounts/me", anna.token()).json().at("/balance").asLong())
                .isEqualTo(350);
        refused(charging, 301, "insufficient-funds");
        assertThat(get("/accounts/me", anna.token()).json().at("/balance").asLong())
                .as("neither the amount nor the fee is gone")
                .isEqualTo(350);
        assertThat(request(charging, UUID.randomUUID(), 300).fee()).isEqualTo(50);
        assertThat(get("/totals", operator.token()).json().at("/wrongAccounts").asLong())
                .isZero();
    }

    @Test
    void noMoreGoesThanAtOnceAndADay() {
        WithdrawalService limited = with(new WithdrawalTerms(0, 400, 700));
        refused(limited, 401, "withdrawal-limit");
        request(limited, UUID.randomUUID(), 400);
        refused(limited, 301, "withdrawal-limit");
        request(limited, UUID.randomUUID(), 300);
        refused(limited, 1, "withdrawal-limit");
        assertThat(get("/accounts/me", anna.token()).json().at("/balance").asLong())
                .isEqualTo(300);
    }

    @Test
    void whoWasIdentifiedInTheSimplifiedWayTakesOutSoMuchAtOnceAndAMonth() {
        ComplianceStub.HERE.identified(anna.subject(), "'level': 'SIMPLIFIED', 'once': 400, 'monthly': 700");
        identificationRefuses(401);
        UUID id = UUID.randomUUID();
        assertThat(withdraw(id, 400).status()).isEqualTo(201);
        identificationRefuses(301);
        assertThat(withdraw(UUID.randomUUID(), 300).status()).isEqualTo(201);
        identificationRefuses(1);
        ComplianceStub.HERE.identified(anna.subject(), "'level': 'NONE', 'once': 0, 'monthly': 0");
        identificationRefuses(1);
        assertThat(withdraw(id, 400).status()).as("what has gone has gone").isEqualTo(200);
        ComplianceStub.HERE.identified(anna.subject(), "'level': 'FULL'");
        assertThat(withdraw(UUID.randomUUID(), 300).status()).isEqualTo(201);
    }

    @Test
    void whatComplianceDoesNotSayIsNoPermission() {
        for (String answer : List.of(
                "'level': 'SIMPLIFIED'", "'level': null", "'once': 5, 'monthly': 5", "'level': 'FULL', 'once': 5")) {
            ComplianceStub.HERE.identified(anna.subject(), answer);
            assertThat(withdraw(UUID.randomUUID(), 1).status()).as(answer).isEqualTo(503);
        }
        assertThat(get("/accounts/me", anna.token()).json().at("/balance").asLong())
                .isEqualTo(1000);
    }

    private Answer withdraw(UUID id, long amount) {
        return put("/accounts/me/withdrawals/" + id, anna.token(), "{'amount': " + amount + "}");
    }

    private void identificationRefuses(long amount) {
        long before = get("/accounts/me", anna.token()).json().at("/balance").asLong();
        Answer refused = withdraw(UUID.randomUUID(), amount);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("identification-limit");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("amount");
        assertThat(get("/accounts/me", anna.token()).json().at("/balance").asLong())
                .isEqualTo(before);
    }

    private WithdrawalService with(WithdrawalTerms terms) {
        return new WithdrawalService(withdrawals, ledger, new Fees(terms, holds, withdrawals), events, clock);
    }

    private Withdrawal request(WithdrawalService service, UUID id, long amount) {
        return transaction.execute(status -> service.request(id, account, anna.subject(), amount, Allowance.ANY)
                .resource());
    }

    private void refused(WithdrawalService service, long amount, String type) {
        assertThatThrownBy(() -> request(service, UUID.randomUUID(), amount))
                .isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(type));
    }
}
