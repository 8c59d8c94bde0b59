import dev.perdure.workers.*;
import java.math.BigInteger;
import java.time.Instant;
import java.util.*;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Sends values of Java to JavaScript and back, and tells what came back different. */
public class Values extends Worker {
  enum Colour {
    RED,
    GREEN
  }

  record Point(int x, long y, double z, Optional<String> label, List<Colour> colours) {}

  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Square(int side, Optional<String> label) implements Shape {}
  }

  interface Mirror {
    Object echo(Object value);

    Object keep(Object value);

    String see(Object value);

    int twice(IntUnaryOperator f, int x);

    IntUnaryOperator adder(int n);

    List<Shape> shapes();

    JsObject hidden();
  }

  interface Points {
    Point echo(Point point);

    List<Point> keep(List<Point> points);

    CompletableLater later();
  }

  interface CompletableLater {}

  interface Async {
    Task<Integer> echo(int value);
  }

  interface Wrong {
    Point shapes();
  }

  private static Object random(Random random, int depth) {
    switch (random.nextInt(depth > 3 ? 12 : 17)) {
      case 0:
        return null;
      case 1:
        return random.nextBoolean();
      case 2:
        return random.nextInt();
      case 3:
        return random.nextLong() >> random.nextInt(64);
      case 4:
        return random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      case 5:
        return new BigInteger(random.nextInt(200), random).subtract(BigInteger.TWO.pow(100));
      case 6:
        return text(random);
      case 7:
        return Instant.ofEpochMilli(random.nextLong() >> 14);
      case 8:
        {
          byte[] bytes = new byte[random.nextInt(20)];
          random.nextBytes(bytes);
          return bytes;
        }
      case 9:
        return random.ints(random.nextInt(5)).toArray();
      case 10:
        return random.doubles(random.nextInt(5)).toArray();
      case 11:
        return random.longs(random.nextInt(5)).toArray();
      case 12:
        return list(random, depth);
      case 13:
        return new LinkedHashSet<>(List.of("a" + random.nextInt(9), random.nextInt(9)));
      case 14:
        {
          Map<Object, Object> map = new LinkedHashMap<>();
          for (int i = random.nextInt(4); i > 0; i--)
            map.put(
                random.nextBoolean() ? text(random) : (Object) random.nextInt(9),
                random(random, depth + 1));
          return map;
        }
      default:
        {
          JsObject object = new JsObject();
          for (int i = random.nextInt(4); i > 0; i--)
            object.put("k" + text(random), random(random, depth + 1));
          return object;
        }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--)
      text.append(
          (char) (random.nextBoolean() ? 32 + random.nextInt(90) : 0xa0 + random.nextInt(0x2000)));
    return text.toString();
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) list.add(random(random, depth + 1));
    return list;
  }

  /** A value with what the documentation says is not told apart made the same. */
  private static Object plain(Object value) {
    return switch (value) {
      case null -> "null";
      case Long number when Math.abs(number) >= 1L << 53 -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case Number number -> number.doubleValue();
      case byte[] bytes -> "bytes" + Arrays.toString(bytes);
      case int[] ints -> "ints" + Arrays.toString(ints);
      case long[] longs -> "longs" + Arrays.toString(longs);
      case double[] doubles -> "doubles" + Arrays.toString(doubles);
      case List<?> list -> list.stream().map(Values::plain).toList();
      case Set<?> set -> List.of("set", set.stream().map(Values::plain).toList());
      case JsObject object -> List.of("object", entries(object));
      case Map<?, ?> map -> List.of("map", entries(map));
      default -> value;
    };
  }

  private static List<Object> entries(Map<?, ?> map) {
    List<Object> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(List.of(plain(key), plain(value))));
    return entries;
  }

  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) {
    Mirror mirror = env.namespace("MIRROR", Mirror.class).getByName("m");
    return switch (request.path()) {
      case "/random" -> {
        List<String> different = new ArrayList<>();
        Random random = new Random(Long.parseLong(request.query("seed")));
        for (int i = 0; i < 150; i++) {
          Object value = random(random, 0);
          Object back = i % 3 == 0 ? mirror.keep(value == null ? 0 : value) : mirror.echo(value);
          if (!plain(value == null && i % 3 == 0 ? 0 : value).equals(plain(back))) {
            different.add(value + " came back as " + back);
          }
        }
        yield Response.json(different);
      }
      case "/records" -> {
        Points points = env.namespace("MIRROR", Points.class).getByName("m");
        Point one =
            new Point(1, 1L << 40, 0.5, Optional.of("p"), List.of(Colour.RED, Colour.GREEN));
        Point two = new Point(-1, Long.MIN_VALUE, -0.0, Optional.empty(), List.of());
        yield Response.json(
            List.of(
                points.echo(one).equals(one),
                points.keep(List.of(one, two)).equals(List.of(one, two)),
                mirror.shapes(),
                mirror.see(new Shape.Circle(1)),
                mirror.echo(new Shape.Circle(1))));
      }
      case "/kinds" ->
          Response.json(
              List.of(
                  mirror.see(1),
                  mirror.see(1L << 60),
                  mirror.see(Colour.RED),
                  mirror.see(Instant.EPOCH),
                  mirror.see(new byte[1]),
                  mirror.see(List.of()),
                  mirror.see(Set.of()),
                  mirror.see(Map.of()),
                  mirror.see(new JsObject()),
                  mirror.see(new IllegalStateException("x")),
                  mirror.see((Function<String, String>) String::trim)));
      case "/hidden" -> {
        List<String> kinds = new ArrayList<>();
        mirror
            .hidden()
            .forEach((name, value) ->
                kinds.add(
                    name + " " + (value == null ? "null" : value.getClass().getSimpleName())));
        yield Response.json(kinds);
      }
      case "/functions" -> {
        int captured = 3;
        yield Response.json(
            List.of(mirror.twice(x -> x * captured, 5), mirror.adder(4).applyAsInt(38)));
      }
      case "/tasks" -> {
        Async async = env.namespace("MIRROR", Async.class).getByName("m");
        Task<Integer> one = async.echo(1);
        Task<Integer> two = Task.start(() -> async.echo(2).join());
        yield Response.json(one.join() + two.join());
      }
      case "/wrong" -> {
        try {
          yield Response.json(env.namespace("MIRROR", Wrong.class).getByName("m").shapes());
        } catch (WorkerException e) {
          yield Response.of(e.toString());
        }
      }
      case "/unsent" -> {
        try {
          yield Response.json(mirror.echo(new Object()));
        } catch (WorkerException e) {
          yield Response.of(e.toString());
        }
      }
      case "/host" -> {
        List<String> seen = new ArrayList<>();
        for (String name :
            List.of(
                "dev.perdure.host.java.JavaIsolate",
                "dev.perdure.workers.spi.Isolate",
                "dev.perdure.workers.platform.Platform",
                "org.graalvm.polyglot.Context",
                "io.undertow.Undertow")) {
          try {
            seen.add(Class.forName(name).getName());
          } catch (ClassNotFoundException e) {
            seen.add("no");
          }
        }
        yield Response.json(seen);
      }
      default -> Response.of(404, "");
    };
  }
}
