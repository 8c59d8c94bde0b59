package dev.perdure.host.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.host.java.fence.Fence;
import dev.perdure.workers.platform.Platform;
import dev.perdure.workers.platform.Safepoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SafepointsTest {
  /** All kinds of ways through code. */
  public static final class Work implements Callable<String> {
    private final Object lock = new Object();
    private final List<String> seen;

    public Work() {
      this(new ArrayList<>(List.of("made")));
    }

    private Work(List<String> seen) {
      this.seen = seen;
    }

    @Override
    public String call() throws Exception {
      int sum = 0;
      outer:
      for (int i = 0; i < 10; i++) {
        for (int j = 0; ; j++) {
          if (j > i) {
            continue outer;
          }
          sum += j % 2 == 0 ? j : -1;
        }
      }
      synchronized (lock) {
        for (String each : new String[] {"a", "b", "cc"}) {
          switch (each) {
            case "a" -> sum++;
            case "b" -> sum--;
            default -> seen.add(each);
          }
        }
      }
      int tries = 0;
      while (true) {
        try (AutoCloseable closed = () -> seen.add("closed")) {
          if (tries++ < 3) {
            throw new IOException("try " + tries + closed.getClass().isHidden());
          }
          break;
        } catch (IOException e) {
          seen.add(e.getMessage());
        } finally {
          seen.add("finally");
        }
      }
      do {
        Object value = tries % 2 == 0 ? (Object) tries : "odd";
        seen.add(
            switch (value) {
              case Integer i when i > 2 -> "many";
              case Integer i -> "few" + i;
              default -> value.toString();
            });
      } while (--tries > 0);
      return sum + seen.toString();
    }
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream(
            type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
      return in.readAllBytes();
    }
  }

  private static Class<?> defined(byte[] bytes, String name) {
    return new ClassLoader(SafepointsTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(name, bytes, 0, bytes.length);
      }
    }.define();
  }

  private static Fence fence(String name, byte[] bytes) {
    return new Fence(Map.of(name.replace('.', '/') + ".class", bytes));
  }

  @Test
  void codeDoesWhatItDid() throws Exception {
    byte[] bytes = bytes(Work.class);
    String name = Work.class.getName();
    Class<?> polled = defined(Safepoints.inserted(bytes, fence(name, bytes)), name);
    AtomicInteger polls = new AtomicInteger();
    Platform counting =
        (Platform)
            Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (self, method, given) -> polls.incrementAndGet() < 0);
    Callable<?> work = (Callable<?>) polled.getConstructor().newInstance();

    Safepoint.begin();
    Object told;
    try {
      told = ScopedValue.where(Platform.CURRENT, counting).call(work::call);
    } finally {
      Safepoint.end();
    }

    assertThat(told).hasToString(new Work().call());
    assertThat(polls.get()).isGreaterThan(50);
  }

  @Test
  void subroutinesOfOldClassFilesAreRefused() {
    byte[] bytes =
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
            .build(
                ClassDesc.of("Thing"),
                type ->
                    type.withVersion(49, 0)
                        .withMethodBody(
                            "run",
                            MethodTypeDesc.of(ConstantDescs.CD_void),
                            ClassFile.ACC_STATIC,
                            code -> {
                              Label routine = code.newLabel();
                              code.with(DiscontinuedInstruction.JsrInstruction.of(routine))
                                  .return_()
                                  .labelBinding(routine)
                                  .astore(1)
                                  .with(DiscontinuedInstruction.RetInstruction.of(1));
                            }));

    assertThatThrownBy(() -> Safepoints.inserted(bytes, fence("Thing", bytes)))
        .isInstanceOf(IllegalAccessError.class)
        .hasMessageStartingWith("'Thing.run' has subroutines of its own");
  }

  @Test
  void anExceptionThatLeadsBackIsRefused() {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("Thing"),
                type ->
                    type.withMethodBody(
                        "run",
                        MethodTypeDesc.of(ConstantDescs.CD_void),
                        ClassFile.ACC_STATIC,
                        code -> {
                          Label end = code.newLabel();
                          Label handler = code.newLabel();
                          code.aconst_null().labelBinding(handler).athrow().labelBinding(end);
                          code.exceptionCatchAll(handler, end, handler);
                        }));

    assertThatThrownBy(() -> Safepoints.inserted(bytes, fence("Thing", bytes)))
        .isInstanceOf(IllegalAccessError.class)
        .hasMessageStartingWith("'Thing.run' catches exceptions by code that stands before");
  }
}
