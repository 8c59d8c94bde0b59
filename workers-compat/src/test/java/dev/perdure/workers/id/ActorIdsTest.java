package dev.perdure.workers.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActorIdsTest {
  private final ActorIds ids = new ActorIds("worker-Thing");

  @Test
  void aNameHasTheSameIdHoweverOftenItIsAskedFor() {
    ActorId first = ids.fromName("a");
    assertThat(ids.fromName("a")).isEqualTo(first);
    assertThat(new ActorIds("worker-Thing").fromName("a")).isEqualTo(first);
    assertThat(new ActorIds("worker-Other").fromName("a").hex()).isNotEqualTo(first.hex());
  }

  @Test
  void namesWithTheSameHashHaveIdsOfTheirOwn() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    ActorId one = ids.fromName("Aa");
    ActorId other = ids.fromName("BB");
    assertThat(other.name()).isEqualTo("BB");
    assertThat(other.hex()).isNotEqualTo(one.hex());
    assertThat(ids.fromName("Aa")).isEqualTo(one);
  }
}
