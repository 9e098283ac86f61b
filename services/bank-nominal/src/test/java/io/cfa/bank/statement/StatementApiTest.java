package io.cfa.bank.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Statements as a bank sends them, and as nobody should. */
class StatementApiTest extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Moscow"));

    @Autowired
    private JdbcClient database;

    @LocalServerPort
    private int here;

    private final Login operator = login("operator");
    private final Login another = login("operator");
    private final Login anna = login("investor");
    private String account;

    @BeforeEach
    void annaHasAnAccount() {
        account = put("/accounts/me", anna.token(), "").json().at("/id").asString();
    }

    @AfterEach
    void theNextStatementIsTheFirst() {
        database.sql("delete from difference").update();
        database.sql("delete from statement_line").update();
        database.sql("delete from statement").update();
    }

    @Test
    void whatTheBankSaysAndWhatWeBelieveAreMatched() {
        String named = deposit(150_000);
        deposit(70_000);
        String withdrawal = withdraw(50_000);
        Camt camt = new Camt(TODAY, 1_000_000)
                .credit(150_000, "B1", named, "Top up")
                .credit(70_000, "B2", "NOTPROVIDED", "For account " + account.replace("-", ""))
                .debit(50_000, "B3", withdrawal.replace("-", ""))
                .summary(
                        "<TxsSummry><TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>2200.00</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>500</Sum></TtlDbtNtries></TxsSummry>");
        UUID id = UUID.randomUUID();
        Reply taken = take(id, camt.xml());
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        assertThat(taken.json().at("/lines").asInt()).isEqualTo(3);
        assertThat(taken.json().at("/matched").asInt()).isEqualTo(3);
        assertThat(taken.json().at("/differences").asInt()).isZero();
        assertThat(taken.json().at("/closing").asLong()).isEqualTo(1_170_000);
        assertThat(status(withdrawal)).isEqualTo("EXECUTED");
        assertThat(events("bank-nominal.withdrawal-executed", account)).isEqualTo(1);
        assertThat(events("bank-nominal.statement-taken", id.toString())).isEqualTo(1);

        Reply again = take(id, camt.xml());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(taken.json());
        assertThat(get("/statements/" + id, operator.token()).json()).isEqualTo(taken.json());
        assertThat(take(id, camt.credit(1, "B4", "x", "x").xml()).problem()).isEqualTo("id-taken");
    }

    @Test
    void tenThousandMovementsAreWrittenByTheHundredAndMatchedAsOne() throws IOException {
        int many = 10_000;
        database.sql(
                        "insert into entry (id, kind, debited, credited, amount, entered_at) select gen_random_uuid(),"
                                + " 'DEPOSIT', '00000000-0000-0000-0000-000000000000', :account, i, now() from generate_series(1, :many) i")
                .param("account", UUID.fromString(account))
                .param("many", many)
                .update();
        Camt camt = new Camt(TODAY, 0);
        database.sql("select id, amount from entry where credited = :account order by seq")
                .param("account", UUID.fromString(account))
                .query((row, number) -> camt.credit(row.getLong(2), "M" + number, row.getString(1), "x"))
                .list();
        Reply taken = send(UUID.randomUUID(), packed(camt.xml().getBytes(UTF_8)), "application/gzip");
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        assertThat(taken.json().at("/lines").asInt()).isEqualTo(many);
        assertThat(taken.json().at("/matched").asInt()).isEqualTo(many);
        assertThat(taken.json().at("/differences").asInt()).isZero();
        // as they were put there by hand
        database.sql("update account set balance = balance + :sum where id = :account")
                .param("sum", (long) many * (many + 1) / 2)
                .param("account", UUID.fromString(account))
                .update();
        database.sql("update account set balance = balance - :sum where owner is null")
                .param("sum", (long) many * (many + 1) / 2)
                .update();
    }

    @Test
    void whatIsPackedIsUnpacked() throws IOException {
        byte[] packed = packed(new Camt(TODAY, 0).xml().getBytes(UTF_8));
        assertThat(send(UUID.randomUUID(), packed, "application/gzip").status()).isEqualTo(201);
        assertRefused(
                send(UUID.randomUUID(), "no gzip".getBytes(UTF_8), "application/gzip"),
                "statement-unreadable",
                "Document");
    }

    @Test
    void aPackedDocumentThatIsAThousandTimesLargerIsRefusedInTime() throws IOException {
        byte[] packed = packed(new Camt(TODAY, 0)
                .summary("<a>" + ("<b>" + " ".repeat(3000) + "</b>").repeat(12_000) + "</a>")
                .xml()
                .getBytes(UTF_8));
        assertThat(packed.length).isLessThan(1_000_000);
        assertRefused(send(UUID.randomUUID(), packed, "application/gzip"), "statement-too-large", "Document");
    }

    @Test
    void everyDifferenceIsListedAndTwoOperatorsWorkItOff() {
        String tooLittle = deposit(500);
        UUID id = UUID.randomUUID();
        Reply taken = take(
                id,
                new Camt(TODAY, 0)
                        .credit(900, "B1", tooLittle, "Top up")
                        .credit(77_000, "B2", "NOTPROVIDED", "Contract 17")
                        .debit(300, "B3", "Bank's commission")
                        .xml());
        assertThat(taken.json().at("/differences").asInt()).as(taken.body()).isEqualTo(3);
        List<JsonNode> differences = everyItem("/differences?statement=" + id, operator.token());
        JsonNode unknown = of(differences, "LINE_WITHOUT_ENTRY", 77_000);
        JsonNode commission = of(differences, "LINE_WITHOUT_ENTRY", -300);
        JsonNode other = of(differences, "OTHER_AMOUNT", 400);
        assertThat(other.at("/entryId").asString()).isEqualTo(tooLittle);
        assertThat(unknown.at("/remittance").asString()).isEqualTo("Contract 17");

        long before = balance();
        String credit = "{'resolution': 'CREDITED', 'account': '" + account + "', 'reason': 'contract 17'}";
        assertThat(propose(commission, operator, credit).problem()).isEqualTo("nothing-to-credit");
        assertThat(approve(unknown, another).problem()).isEqualTo("proposal-missing");
        assertThat(propose(unknown, operator, "{'resolution': 'CREDITED', 'reason': 'x'}")
                        .problem())
                .isEqualTo("account-missing");
        assertThat(propose(unknown, operator, "{'resolution': 'MATCHED', 'reason': 'x'}")
                        .problem())
                .isEqualTo("not-to-propose");
        String both = Realm.OURS.token(anna.subject(), "investor", "operator");
        assertThat(post("/differences/" + unknown.at("/id").asString() + "/proposal", both, credit)
                        .problem())
                .isEqualTo("four-eyes");
        assertThat(propose(unknown, operator, credit).json().at("/status").asString())
                .isEqualTo("PROPOSED");
        assertThat(balance()).as("nothing moves yet").isEqualTo(before);
        assertThat(approve(unknown, operator).problem()).isEqualTo("four-eyes");
        Answer approved = approve(unknown, another);
        assertThat(approved.json().at("/status").asString()).as(approved.body()).isEqualTo("RESOLVED");
        assertThat(balance()).isEqualTo(before + 77_000);
        assertThat(approve(unknown, another).problem()).isEqualTo("resolved");

        propose(commission, operator, "{'resolution': 'EXPLAINED', 'reason': 'commission'}");
        assertThat(approve(commission, another).status()).isEqualTo(200);
        propose(other, another, "{'resolution': 'EXPLAINED', 'reason': 'credited by hand'}");
        assertThat(approve(other, operator).status()).isEqualTo(200);
        assertThat(get("/statements/" + id, operator.token())
                        .json()
                        .at("/differences")
                        .asInt())
                .isZero();
        assertThat(events("bank-nominal.difference-resolved", unknown.at("/id").asString()))
                .isEqualTo(1);
    }

    /** A correction that is asked for twice, or after which the bank's line comes late, moves nothing twice: both are what users of other ledgers report. */
    @Test
    void aDepositThatTheBankHasOtherwiseIsCorrectedByTwoOperatorsOnce() {
        String tooMuch = deposit(900);
        String tooLittle = deposit(500);
        UUID id = UUID.randomUUID();
        take(
                id,
                new Camt(TODAY, 0)
                        .credit(400, "C1", tooMuch, "x")
                        .credit(700, "C2", tooLittle, "x")
                        .credit(5, "C3", "NOTPROVIDED", "nobody's")
                        .xml());
        List<JsonNode> differences = everyItem("/differences?statement=" + id, operator.token());
        JsonNode less = of(differences, "OTHER_AMOUNT", -500);
        JsonNode more = of(differences, "OTHER_AMOUNT", 200);
        JsonNode nobodys = of(differences, "LINE_WITHOUT_ENTRY", 5);
        long before = balance();
        String correction = "{'resolution': 'CORRECTED', 'reason': 'typed wrongly'}";
        Answer refused = propose(nobodys, operator, correction);
        assertThat(refused.problem()).isEqualTo("nothing-to-correct");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("resolution");
        String named = correction.replace("}", ", 'account': '" + account + "'}");
        assertThat(propose(less, operator, named).problem()).isEqualTo("no-account-wanted");
        String both = Realm.OURS.token(anna.subject(), "investor", "operator");
        assertThat(post("/differences/" + less.at("/id").asString() + "/proposal", both, correction)
                        .problem())
                .isEqualTo("four-eyes");
        assertThat(propose(less, operator, correction).json().at("/resolution").asString())
                .isEqualTo("CORRECTED");
        propose(more, operator, correction);
        assertThat(approve(less, operator).problem()).isEqualTo("four-eyes");
        assertThat(balance()).as("nothing moves yet").isEqualTo(before);
        assertThat(approve(less, another).json().at("/status").asString()).isEqualTo("RESOLVED");
        assertThat(approve(less, another).problem()).isEqualTo("resolved");
        assertThat(balance()).isEqualTo(before - 500);
        assertThat(approve(more, another).status()).isEqualTo(200);
        assertThat(balance()).isEqualTo(before - 300);
        proven();

        // on the days after nothing of it is missing at the bank
        UUID second = UUID.randomUUID();
        take(second, new Camt(TODAY.plusDays(1), 0).xml());
        assertThat(everyItem("/differences?statement=" + second + "&limit=100", operator.token()))
                .noneMatch(one -> List.of(
                                tooMuch,
                                tooLittle,
                                less.at("/id").asString(),
                                more.at("/id").asString())
                        .contains(one.at("/entryId").asString("")));
    }

    @Test
    void aDepositThatTheBankHasNotIsTakenBackAndWhatItSendsLaterIsAMovementOfItsOwn() {
        take(UUID.randomUUID(), new Camt(TODAY, 0).xml());
        String wrong = deposit(7_417);
        UUID second = UUID.randomUUID();
        take(second, new Camt(TODAY.plusDays(1), 0).xml());
        JsonNode difference = of(
                everyItem("/differences?statement=" + second + "&limit=100", operator.token()),
                "ENTRY_WITHOUT_LINE",
                -7_417);
        propose(difference, operator, "{'resolution': 'CORRECTED', 'reason': 'no such payment'}");
        String spent = withdraw(balance());
        Answer refused = approve(difference, another);
        assertThat(refused.problem()).as(spent).isEqualTo("insufficient-funds");
        assertThat(get("/differences/" + difference.at("/id").asString(), operator.token())
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("PROPOSED");
        deposit(7_417);
        assertThat(approve(difference, another).status()).isEqualTo(200);
        assertThat(balance()).isZero();
        proven();

        UUID third = UUID.randomUUID();
        take(
                third,
                new Camt(TODAY.plusDays(2), 0)
                        .credit(7_417, "C9", wrong, "late")
                        .xml());
        of(everyItem("/differences?statement=" + third + "&limit=100", operator.token()), "LINE_WITHOUT_ENTRY", 7_417);
        assertThat(balance()).isZero();
    }

    private void proven() {
        JsonNode totals = get("/totals", operator.token()).json();
        assertThat(totals.at("/wrongAccounts").asLong()).isZero();
        assertThat(totals.at("/deposits").asLong() - totals.at("/withdrawals").asLong())
                .isEqualTo(totals.at("/balances").asLong() + totals.at("/held").asLong());
    }

    @Test
    void anEntryThatNoStatementTellsOfIsADifferenceADayLaterAndNoneOnceOneDoes() {
        take(UUID.randomUUID(), new Camt(TODAY, 0).xml());
        String missing = deposit(7_313);
        UUID second = UUID.randomUUID();
        take(second, new Camt(TODAY.plusDays(1), 0).xml());
        JsonNode difference = of(
                everyItem("/differences?statement=" + second + "&limit=100", operator.token()),
                "ENTRY_WITHOUT_LINE",
                -7_313);
        assertThat(difference.at("/entryId").asString()).isEqualTo(missing);
        take(
                UUID.randomUUID(),
                new Camt(TODAY.plusDays(2), 0)
                        .credit(7_313, "B9", missing, "late")
                        .xml());
        JsonNode now = get("/differences/" + difference.at("/id").asString(), operator.token())
                .json();
        assertThat(now.at("/status").asString()).isEqualTo("RESOLVED");
        assertThat(now.at("/resolution").asString()).isEqualTo("MATCHED");
    }

    @Test
    void aWithdrawalThatComesBackIsItsOwnersAgain() {
        deposit(1000);
        String withdrawal = withdraw(600);
        long before = balance();
        UUID id = UUID.randomUUID();
        Reply taken = take(
                id,
                new Camt(TODAY, 0)
                        .credit(1, "B0", "x", "so that nothing is less than nothing")
                        .credit(600, "B2", withdrawal, "Return: no such account")
                        .debit(600, "B1", withdrawal)
                        .xml());
        assertThat(taken.json().at("/matched").asInt()).as(taken.body()).isEqualTo(2);
        assertThat(status(withdrawal)).isEqualTo("RETURNED");
        assertThat(balance()).isEqualTo(before + 600);
        JsonNode totals = get("/totals", operator.token()).json();
        assertThat(totals.at("/wrongAccounts").asLong()).isZero();
        assertThat(totals.at("/deposits").asLong() - totals.at("/withdrawals").asLong())
                .isEqualTo(totals.at("/balances").asLong() + totals.at("/held").asLong());
        assertThat(events("bank-nominal.withdrawal-returned", account)).isEqualTo(1);
    }

    @Test
    void oneEntryOfSeveralTransactionsIsSeveralMovements() {
        String one = deposit(100);
        String two = deposit(200);
        String parts =
                "<Ntry><Amt Ccy=\"RUB\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>%sT10:00:00</DtTm></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><Amt Ccy=\"RUB\">1.00</Amt></TxDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"RUB\">2.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls></Ntry>";
        Camt right = new Camt(TODAY, 0).closing(300).raw(parts.formatted("3.00", TODAY, one, two));
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY, 0)
                                .closing(400)
                                .raw(parts.formatted("4.00", TODAY, one, two))
                                .xml()),
                "broken-sum",
                "Stmt.Ntry[1].Amt");
        assertThat(take(UUID.randomUUID(), right.xml()).json().at("/matched").asInt())
                .isEqualTo(2);
    }

    @Test
    void whatDoesNotAddUpOrIsNotOursIsRefusedWithItsFieldAndNothingIsDone() {
        long statements = rows("statement");
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY, 0).account("40701810000000000002").xml()),
                "statement-other-account",
                "Stmt.Acct.Id");
        Camt sum = new Camt(TODAY, 0).closing(801);
        for (int i = 0; i < 800; i++) {
            sum.credit(1, "R" + i, "x", "x");
        }
        assertRefused(take(UUID.randomUUID(), sum.closing(801).xml()), "broken-sum", "Stmt.Bal.CLBD");
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY, 0)
                                .credit(100, "B1", "x", "x")
                                .summary("<TxsSummry><TtlCdtNtries><Sum>1.01</Sum></TtlCdtNtries></TxsSummry>")
                                .xml()),
                "broken-sum",
                "Stmt.TxsSummry.TtlCdtNtries.Sum");
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY, 0)
                                .credit(100, "B1", "x", "x")
                                .summary(
                                        "<TxsSummry><TtlCdtNtries><NbOfNtries>2</NbOfNtries></TtlCdtNtries></TxsSummry>")
                                .xml()),
                "broken-sum",
                "Stmt.TxsSummry.TtlCdtNtries.NbOfNtries");
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY, 0)
                                .credit(100, "B1", "x", "x")
                                .credit(100, "B1", "y", "y")
                                .xml()),
                "statement-duplicate-line",
                "Stmt.Ntry[2].AcctSvcrRef");
        assertThat(rows("statement")).isEqualTo(statements);
        assertThat(rows("statement_line")).isZero();
        assertThat(rows("difference")).isZero();
    }

    @Test
    void aStatementGoesOnWhereTheLastOneHasEnded() {
        Camt first = new Camt(TODAY, 500).credit(100, "B1", "x", "x");
        assertThat(take(UUID.randomUUID(), first.xml()).status()).isEqualTo(201);
        assertRefused(take(UUID.randomUUID(), first.xml()), 409, "statement-taken", "Stmt.Id");
        assertRefused(
                take(UUID.randomUUID(), new Camt(TODAY, 600).id("other").xml()),
                "statement-out-of-order",
                "Stmt.Bal.CLBD.Dt");
        assertRefused(
                take(UUID.randomUUID(), new Camt(TODAY.plusDays(1), 599).xml()), "statement-gap", "Stmt.Bal.OPBD");
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY.plusDays(1), 600)
                                .credit(1, "B1", "x", "x")
                                .xml()),
                "statement-duplicate-line",
                "Stmt.Ntry[1].AcctSvcrRef");
        assertRefused(
                take(
                        UUID.randomUUID(),
                        new Camt(TODAY.plusDays(1), 600)
                                .raw(new Camt(TODAY, 0)
                                        .credit(1, "B2", "x", "x")
                                        .xml()
                                        .replaceAll("(?s).*(<Ntry>.*</Ntry>).*", "$1"))
                                .closing(601)
                                .xml()),
                "statement-other-day",
                "Stmt.Ntry[1].BookgDt");
        assertThat(take(UUID.randomUUID(), new Camt(TODAY.plusDays(1), 600).xml())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatIsNoStatementIsRefusedWithThePlaceAndNothingIsFetched() {
        String right = new Camt(TODAY, 0).credit(100, "B1", "x", "x").xml();
        String secret = "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        assertRefused(
                take(right.replace("<Document", secret + "<Document").replace("<Ustrd>x", "<Ustrd>&x;")), "Document");
        String lol = "<!DOCTYPE Document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        assertRefused(
                take(right.replace("<Document", lol + "<Document").replace("<Ustrd>x", "<Ustrd>&b;")), "Document");
        assertRefused(take(right.replace("camt.053", "camt.052")), "Document");
        assertRefused(take("{}"), "Document");
        assertRefused(take("<Statement/>"), "Document");
        assertRefused(take(right.replace("</Stmt>", "")), "Document.BkToCstmrStmt.Stmt");
        assertRefused(
                take(right.replace("<Ustrd>x", "<Ustrd>&y;")),
                "Document.BkToCstmrStmt.Stmt.Ntry.NtryDtls.TxDtls.RmtInf.Ustrd");
        assertRefused(
                take(right.replace("<Ustrd>x", "<Ustrd>" + "x".repeat(5000))),
                "Document.BkToCstmrStmt.Stmt.Ntry.NtryDtls.TxDtls.RmtInf.Ustrd");
        assertRefused(
                take(right.replace("<Ustrd>x</Ustrd>", "<a>".repeat(40) + "</a>".repeat(40))),
                "Document.BkToCstmrStmt.Stmt.Ntry.NtryDtls.TxDtls.RmtInf" + ".a".repeat(18));
        assertRefused(
                take(right.replace("<Ntry><Amt Ccy=\"RUB\">1.00", "<Ntry><Amt Ccy=\"USD\">1.00")), "Stmt.Ntry[1].Amt");
        for (String amount :
                new String[] {"-1.00", "1.001", "1,00", "1e2", "0.00", "", "99999999999999999999", "NaN"}) {
            assertRefused(
                    take(right.replace(
                            "<Amt Ccy=\"RUB\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts",
                            "<Amt Ccy=\"RUB\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts")),
                    "Stmt.Ntry[1].Amt");
        }
        assertRefused(take(right.replace("<Cd>BOOK", "<Cd>PDNG")), "Stmt.Ntry[1].Sts");
        assertRefused(
                take(right.replace("<CdtDbtInd>CRDT</CdtDbtInd><Sts", "<CdtDbtInd>BOTH</CdtDbtInd><Sts")),
                "Stmt.Ntry[1].CdtDbtInd");
        assertRefused(take(right.replace("<BookgDt><Dt>" + TODAY, "<BookgDt><Dt>yesterday")), "Stmt.Ntry[1].BookgDt");
        assertRefused(take(right.replace("<Cd>CLBD", "<Cd>CLAV")), "Stmt.Bal.CLBD.Dt");
        assertRefused(take(right.replace("<Cd>OPBD", "<Cd>CLBD")), "Stmt.Bal.CLBD");
        assertRefused(take(right.replaceFirst("<Acct>.*</Acct>", "")), "Stmt.Acct.Id");
        String stmt = right.replaceAll("(?s).*(<Stmt>.*</Stmt>).*", "$1");
        assertRefused(take(right.replace(stmt, stmt + stmt)), "Stmt[2]");
        assertThat(rows("statement")).isZero();
    }

    @Test
    void onlyAnOperatorSendsStatementsAndOnlyXml() {
        assertThat(put("/statements/" + UUID.randomUUID(), operator.token(), "{}")
                        .status())
                .isEqualTo(415);
        assertThat(get("/statements", anna.token()).status()).isEqualTo(403);
        assertThat(get("/statements/" + UUID.randomUUID(), operator.token()).status())
                .isEqualTo(404);
    }

    private record Reply(int status, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String problem() {
            return json().at("/type").asString().replaceAll(".*:", "");
        }
    }

    private Reply take(String xml) {
        return take(UUID.randomUUID(), xml);
    }

    private Reply take(UUID id, String xml) {
        return send(id, xml.getBytes(UTF_8), "application/xml");
    }

    private Reply send(UUID id, byte[] body, String type) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + here + "/statements/" + id))
                                    .header("Content-Type", type)
                                    .header("Authorization", "Bearer " + operator.token())
                                    .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] packed(byte[] document) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(document);
        }
        return packed.toByteArray();
    }

    private static void assertRefused(Reply answer, String field) {
        assertRefused(answer, 422, "statement-unreadable", field);
    }

    private static void assertRefused(Reply answer, String type, String field) {
        assertRefused(answer, 422, type, field);
    }

    private static void assertRefused(Reply answer, int status, String type, String field) {
        assertThat(answer.problem()).as(answer.body()).isEqualTo(type);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/field").asString())
                .as(answer.body())
                .isEqualTo(field);
    }

    private static JsonNode of(List<JsonNode> differences, String kind, long amount) {
        return differences.stream()
                .filter(each -> each.at("/kind").asString().equals(kind)
                        && each.at("/amount").asLong() == amount)
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " of " + amount + " in " + differences));
    }

    private Answer propose(JsonNode difference, Login who, String proposal) {
        return post("/differences/" + difference.at("/id").asString() + "/proposal", who.token(), proposal);
    }

    private Answer approve(JsonNode difference, Login who) {
        return post("/differences/" + difference.at("/id").asString() + "/approval", who.token(), "");
    }

    private String deposit(long amount) {
        String id = UUID.randomUUID().toString();
        assertThat(put("/accounts/" + account + "/deposits/" + id, operator.token(), "{'amount': " + amount + "}")
                        .status())
                .isEqualTo(201);
        return id;
    }

    private String withdraw(long amount) {
        String id = UUID.randomUUID().toString();
        assertThat(put("/accounts/me/withdrawals/" + id, anna.token(), "{'amount': " + amount + "}")
                        .status())
                .isEqualTo(201);
        return id;
    }

    private String status(String withdrawal) {
        return get("/accounts/me/withdrawals/" + withdrawal, anna.token())
                .json()
                .at("/status")
                .asString();
    }

    private long balance() {
        return get("/accounts/me", anna.token()).json().at("/balance").asLong();
    }

    private long rows(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    private long events(String type, String aggregate) {
        return database.sql("select count(*) from outbox where type = :type and aggregate = :aggregate")
                .param("type", "io.cfa." + type)
                .param("aggregate", aggregate)
                .query(Long.class)
                .single();
    }
}
