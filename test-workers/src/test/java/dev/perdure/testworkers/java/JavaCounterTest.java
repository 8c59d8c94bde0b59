package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JavaCounterTest {
  @RegisterExtension static final TestHost HOST = TestHost.sample("java-counter");

  @Test
  void countsByNameAndAcrossRestarts() {
    assertThat(HOST.fetch("/apples").body()).isEqualTo("apples: 1\n");
    assertThat(HOST.fetch("/apples").body()).isEqualTo("apples: 2\n");
    assertThat(HOST.fetch("/pears").body()).isEqualTo("pears: 1\n");

    HOST.restart();

    assertThat(HOST.fetch("/apples").body()).isEqualTo("apples: 3\n");
  }
}
