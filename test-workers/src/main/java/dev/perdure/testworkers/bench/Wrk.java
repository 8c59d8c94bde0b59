package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Load by wrk, from Debian's package of that name. */
final class Wrk {
  private static final int CONNECTIONS = 32;

  private Wrk() {}

  /** Sends what {@code load} says for so many seconds. */
  static Measure run(int port, Workload.Http load, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("perdure-bench", ".lua");
    try {
      Files.writeString(script, script(load));
      String said =
          Command.output(
              List.of(
                  "wrk",
                  "-t1",
                  "-c" + CONNECTIONS,
                  "-d" + seconds + "s",
                  "--timeout",
                  "20s",
                  "-s",
                  script.toString(),
                  "http://127.0.0.1:" + port + "/"));
      String[] result =
          said.lines()
              .filter(line -> line.startsWith("RESULT "))
              .findFirst()
              .orElseThrow(() -> new IOException("wrk said: " + said))
              .split(" ");
      double[] n = Arrays.stream(result).skip(1).mapToDouble(Double::parseDouble).toArray();
      return new Measure(
          n[0] / (n[1] / 1e6), n[3] / 1e3, n[4] / 1e3, n[5] / 1e3, (long) n[2], 0, 0);
    } finally {
      Files.delete(script);
    }
  }

  private static String script(Workload.Http load) {
    return """
    local paths = {}
    for n = 0, %d do paths[n] = ("%s"):gsub("{n}", n) end
    local body = %d > 0 and ('["' .. ("x"):rep(%d - 4) .. '"]') or nil
    local requests, next = {}, 0
    function init(args)
      local headers = body and { ["Content-Type"] = "application/json" } or nil
      for n = 0, #paths do requests[n] = wrk.format(body and "POST" or "GET", paths[n], headers, body) end
    end
    function request()
      next = (next + 1) %% %d
      return requests[next]
    end
    function done(summary, latency, _)
      local e = summary.errors
      io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
        e.connect + e.read + e.write + e.timeout + e.status,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
    end
    """
        .formatted(
            load.objects() - 1, load.path(), load.bodyBytes(), load.bodyBytes(), load.objects());
  }
}
