package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perdure.testworkers.harness.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Perdure and Cloudflare's own runtime give the same ids and open each other's state. Skipped
 * unless the environment variable PERDURE_PEER names a program that runs the latter (see {@code
 * PeerServer}).
 */
class PeerStateTest {
  @TempDir Path state;

  @Test
  void thePeersStateIsReadAndGoneOnWith() {
    handOver(TestHost.of("portable").byPeer(), TestHost.of("portable"));
  }

  @Test
  void ourStateIsReadAndGoneOnWithByThePeer() {
    handOver(TestHost.of("portable"), TestHost.of("portable").byPeer());
  }

  private void handOver(TestHost first, TestHost second) {
    assumeTrue(TestHost.peerInstalled(), "no peer is installed");
    Object ids;
    Object kept;
    try (TestHost host = first.on(state).start()) {
      ids = host.run("ids");
      host.run("write");
      kept = host.run("read");
    }
    try (TestHost host = second.on(state).start()) {
      assertThat(host.run("ids")).isEqualTo(ids);
      assertThat(host.run("read")).isEqualTo(kept);
      host.run("change");
      kept = host.run("read");
    }
    try (TestHost host = first.on(state).start()) {
      assertThat(host.run("read")).isEqualTo(kept);
    }
  }
}
