package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static dev.perdure.testworkers.harness.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("storage");

  @Test
  @Behaviour("TXN-001")
  void aTransactionGivesWhatItsClosureGives() {
    assertThat(HOST.run("returnsItsValue")).isEqualTo(List.of(Map.of("sum", 2), "k=1"));
  }

  @Test
  @Behaviour("TXN-002")
  void anErrorTakesEverythingBack() {
    assertThat(HOST.run("throwsInside"))
        .isEqualTo(
            List.of(
                error("RangeError", "mine", "code", 7),
                error("TypeError", "not even async"),
                "k=before"));
  }

  @Test
  @Behaviour("TXN-003")
  void aTransactionOffersWhatStorageOffers() {
    assertThat(HOST.run("offersTheSame"))
        .isEqualTo(
            json(
                """
                [
                 "[object DurableObjectTransaction]",
                 1,
                 [["b", 2], ["c", 3]],
                 [["c", 3], ["b", 2]],
                 true,
                 1,
                 [["c", 3]],
                 {"name": "TypeError", "message": "put() called with undefined value."},
                 {"name": "TypeError", "message": "List limit must be positive."},
                 "undefined",
                 "undefined"
                ]
                """));
  }

  @Test
  @Behaviour({"TXN-004", "TXN-007"})
  void rollbackTakesEverythingBackAtOnce() {
    assertThat(HOST.run("rollsBack"))
        .isEqualTo(List.of(List.of(UNDEFINED, "before", UNDEFINED), "k=before"));
    assertThat(HOST.run("writesAfterRollback")).isEqualTo("outside=2");
  }

  @Test
  @Behaviour("TXN-005")
  void aTransactionEndsWithItsRollback() {
    assertThat(HOST.run("afterRollback"))
        .isEqualTo(
            json(
                """
                [
                 "Cannot get() on rolled back transaction",
                 "Cannot put() on rolled back transaction",
                 "Cannot delete() on rolled back transaction",
                 "Cannot list() on rolled back transaction",
                 "Cannot getAlarm() on rolled back transaction",
                 "Your Durable Object class must have an alarm() handler in order to call setAlarm()",
                 "Cannot deleteAlarm() on rolled back transaction",
                 "nothing",
                 "Cannot call deleteAll() within a transaction"
                ]
                """));
    assertThat(HOST.run("afterAThrow")).isEqualTo("Cannot get() on rolled back transaction");
  }

  @Test
  @Behaviour("TXN-006")
  void aTransactionEndsWithItsClosure() {
    assertThat(HOST.run("afterTheClosure"))
        .isEqualTo(
            json(
                """
                [
                 ["Cannot call get() on transaction that has already committed: did you move `txn` \
                outside of the closure?", "Cannot call put() on transaction that has already \
                committed: did you move `txn` outside of the closure?", "Cannot call delete() on \
                transaction that has already committed: did you move `txn` outside of the closure?", \
                "Cannot call list() on transaction that has already committed: did you move `txn` \
                outside of the closure?", "Cannot call getAlarm() on transaction that has already \
                committed: did you move `txn` outside of the closure?", "Cannot call deleteAlarm() on \
                transaction that has already committed: did you move `txn` outside of the closure?", \
                "Cannot call rollback() on transaction that has already committed: did you move `txn` \
                outside of the closure?"],
                 "k=1"
                ]
                """));
  }

  @Test
  @Behaviour("TXN-008")
  void writesBesideTheTransactionBelongToIt() {
    assertThat(HOST.run("directWritesBelong")).isEqualTo(List.of("taken back", "", 0));
  }

  @Test
  @Behaviour("TXN-009")
  void oldClassesHaveTransactions() {
    assertThat(HOST.run("oldRollback", "in=OLD")).isEqualTo("");
  }

  @Test
  @Behaviour("TXN-010")
  void aSynchronousTransactionRunsAtOnce() {
    assertThat(HOST.run("sync"))
        .isEqualTo(List.of("value", List.of("inside", "after"), List.of("t"), 1));
  }

  @Test
  @Behaviour("TXN-011")
  void aSynchronousTransactionRethrowsTheSameError() {
    assertThat(HOST.run("syncThrows")).isEqualTo(List.of(true, 0, UNDEFINED));
  }

  @Test
  @Behaviour("TXN-012")
  void whatAnAsyncCallbackAwaitsIsOutside() {
    assertThat(HOST.run("syncWithPromise"))
        .isEqualTo(List.of(true, "too late", "after await=1 before await=1"));
  }

  @Test
  @Behaviour("TXN-013")
  void synchronousTransactionsNest() {
    assertThat(HOST.run("syncNested")).isEqualTo(List.of("caught", "outer", "second"));
    assertThat(HOST.run("syncInsideAsync")).isEqualTo("outer=1");
  }

  @Test
  @Behaviour("TXN-001")
  void onlyFunctionsAreTaken() {
    assertThat(HOST.run("syncWrongArgument"))
        .isEqualTo(
            json(
                """
                [
                 {"name": "TypeError", "message": "Failed to execute 'transactionSync' on \
                'DurableObjectStorage': parameter 1 is not of type 'function'."},
                 {"name": "TypeError", "message": "Failed to execute 'transaction' on \
                'DurableObjectStorage': parameter 1 is not of type 'function'."},
                 {"name": "TypeError", "message": "Failed to execute 'transaction' on \
                'DurableObjectStorage': parameter 1 is not of type 'function'."}
                ]
                """));
  }

  @Test
  @Behaviour("TXN-015")
  void changesOfTheSchemaAreTakenBack() {
    assertThat(HOST.run("schemaRolledBack"))
        .isEqualTo(
            List.of(List.of(List.of("old"), List.of("a")), List.of(List.of("old"), List.of("a"))));
  }

  @Test
  @Behaviour("TXN-016")
  void readAndWriteBelongTogether() {
    assertThat(HOST.run("increments")).isEqualTo(20);
  }

  @Test
  @Behaviour("TXN-017")
  void alarmsTakePart() {
    assertThat(HOST.run("alarmRolledBack", "in=ALARMED"))
        .isEqualTo(Arrays.asList(0, 0, 5000, 5000, null));
  }

  @Test
  @Behaviour("TXN-018")
  void aTransactionMayOnlyRead() {
    assertThat(HOST.run("onlyReads")).isEqualTo(List.of(1, 1));
  }

  @Test
  @Behaviour("TXN-019")
  void transactionsNest() {
    assertThat(HOST.run("nested")).isEqualTo(List.of("inner=1 outer=1", "inner=1 outer=1"));
    assertThat(HOST.run("outerRollbackWhileInnerOpen"))
        .isEqualTo(
            List.of(
                "Cannot roll back an outer transaction while a nested transaction is still running.",
                "inner=1 outer=1"));
  }

  @Test
  @Behaviour("TXN-020")
  void transactionsOfOneObjectFollowOneAnother() {
    assertThat(HOST.run("twoAtOnce"))
        .isEqualTo(
            List.of(
                List.of(
                    "one begins",
                    "one ends",
                    "two begins",
                    "two ends",
                    "three begins",
                    "three ends"),
                3));
    assertThat(HOST.run("writesOutsideWait"))
        .isEqualTo(List.of(List.of("outside goes on", "closure ends"), "l=outside"));
  }

  @Test
  @Behaviour("TXN-020")
  void otherEventsWaitForTheTransaction() {
    assertThat(HOST.run("meanwhile", "case=holdsOthersBack"))
        .isEqualTo(List.of("committed", List.of("begins", "ends", "outside 1", "outside 2")));
  }

  @Test
  @Behaviour("TXN-002")
  void anObjectThatEndsTakesItsTransactionBack() {
    assertThat(HOST.run("remainsAfter", "case=abortsInside"))
        .isEqualTo(List.of("in the middle", List.of("before")));
  }

  @Test
  @Behaviour("TXN-001")
  void theClosureRunsAfterWhatWasCalledBefore() {
    assertThat(HOST.run("order"))
        .isEqualTo(
            List.of("after the call", "after a microtask", "closure", "after the transaction"));
  }

  @Test
  @Behaviour("TXN-017")
  void anAlarmOfATransactionRingsOnlyIfItCommits() {
    HOST.run("alarmOnlyIfCommitted", "in=ALARMED", "name=committed");

    assertThat(HOST.run("rang", "in=ALARMED", "name=committed")).isEqualTo(List.of("alarm 0"));
  }

  @Test
  @Behaviour("TXN-021")
  void aTransactionThatSqliteRolledBackCannotCommit() {
    HOST.run("failureOf", "case=afterACriticalError");

    assertThat(HOST.logs())
        .anySatisfy(line ->
            assertThat(line)
                .endsWith(
                    "outside: Cannot commit transaction due to an earlier SQL critical error"));
  }
}
