package dev.perdure.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageFramesTest {
  @Test
  void everyPageHasTheFrameThatWasNotedLast() {
    PageFrames frames = new PageFrames();
    Random random = new Random(3);
    for (int filling = 0; filling < 3; filling++) {
      Map<Integer, Integer> expected = new HashMap<>();
      for (int frame = 1; frame <= 5000; frame++) {
        int page = 1 + random.nextInt(filling == 0 ? 2000 : 100_000_000);
        frames.put(page, frame, 7 * frame);
        expected.put(page, frame);
      }
      expected.forEach((page, frame) -> {
        int place = frames.find(page);
        assertThat(frames.frame(place)).isEqualTo(frame);
        assertThat(frames.checksum(place)).isEqualTo(7 * frame);
      });
      assertThat(frames.find(100_000_001)).isEqualTo(PageFrames.NONE);
      frames.clear();
      expected.keySet().forEach(page -> assertThat(frames.find(page)).isEqualTo(PageFrames.NONE));
    }
  }
}
