package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestSocket;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JavaSamplesTest {
  private static String post(TestHost host, String path) {
    return host.fetch(host.request(path).POST(HttpRequest.BodyPublishers.noBody())).body();
  }

  @Test
  void theChatRoomTellsEverybodyAndRemembers() {
    try (TestHost host = TestHost.sample("java-chat").timed().start();
        TestSocket ann = TestSocket.open(host, "/garden?name=ann")) {
      assertThat(ann.next()).isEqualTo("ann joins");
      ann.send("hello");
      assertThat(ann.next()).isEqualTo("ann: hello");
      ann.send("ping");
      assertThat(ann.next()).isEqualTo("pong");
      host.pass(Duration.ofSeconds(11));
      try (TestSocket bob = TestSocket.open(host, "/garden?name=bob")) {
        assertThat(bob.next()).isEqualTo("ann: hello");
        assertThat(ann.next()).isEqualTo("bob joins");
      }
      assertThat(ann.next()).isEqualTo("bob leaves");
      assertThat(host.fetch("/garden").body())
          .isEqualTo("{\"present\":[\"ann\"],\"said\":[{\"name\":\"ann\",\"text\":\"hello\"}]}");
    }
  }

  @Test
  void theLedgerBooksRefusesAndPaysInterest() {
    try (TestHost host = TestHost.sample("java-ledger").timed().start()) {
      assertThat(post(host, "/ann/deposit?amount=100"))
          .isEqualTo("{\"type\":\"Booked\",\"balance\":100}");
      assertThat(post(host, "/ann/withdraw?amount=500"))
          .isEqualTo("{\"type\":\"Refused\",\"reason\":\"overdrawn\",\"balance\":100}");
      host.pass(Duration.ofDays(366));
      while (!host.fetch("/ann").body().contains("INTEREST")) {
        host.pass(Duration.ofSeconds(1));
      }
      assertThat(host.fetch("/ann").body())
          .contains("\"kind\":\"DEPOSIT\",\"amount\":100", "\"kind\":\"INTEREST\",\"amount\":10");
    }
  }

  @Test
  void theMixedShopCallsAcrossTheBorderOfLanguages() {
    try (TestHost host = TestHost.sample("java-mixed").start()) {
      assertThat(post(host, "/stock/pears/5")).isEqualTo("5 pears\n");
      assertThat(post(host, "/basket/ann/pears/3")).isEqualTo("3 pears for ann, 2 left\n");
      assertThat(post(host, "/basket/ann/pears/3")).isEqualTo("RangeError: there are only 2\n");
    }
  }
}
