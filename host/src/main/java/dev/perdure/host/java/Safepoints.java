package dev.perdure.host.java;

import dev.perdure.host.java.fence.Fence;
import dev.perdure.workers.platform.Safepoint;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Has the code of a class call {@link Safepoint#poll} where each method begins and wherever it goes
 * back. An exception leads forward only: so code whose polls all throw comes to its end, whatever
 * it catches. Stateless.
 */
final class Safepoints {
  private static final ClassDesc OWNER = Safepoint.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc POLL = MethodTypeDesc.of(ConstantDescs.CD_void);

  private Safepoints() {}

  /**
   * The class file to load.
   *
   * @throws IllegalAccessError if an exception leads back in it, which no compiler for Java writes,
   *     or a method becomes too long
   */
  static byte[] inserted(byte[] bytes, Fence fence) {
    ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(fence.hierarchy()));
    ClassTransform methods =
        (type, element) -> {
          if (element instanceof MethodModel method && method.code().isPresent()) {
            Polls polls = new Polls(method, method.code().orElseThrow());
            type.transformMethod(method, MethodTransform.transformingCode(polls));
          } else {
            type.with(element);
          }
        };
    ClassModel model = files.parse(bytes);
    try {
      return files.transformClass(model, methods);
    } catch (IllegalArgumentException e) {
      throw new IllegalAccessError(
          "'%s' cannot be fenced: %s. Make its methods shorter, or compile it by javac."
              .formatted(model.thisClass().asInternalName().replace('/', '.'), e.getMessage()));
    }
  }

  /** The code of one method. */
  private static final class Polls implements CodeTransform {
    private final MethodModel method;
    // The place of each label among the instructions.
    private final Map<Label, Integer> places = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Set<Label> passed = new HashSet<>();

    Polls(MethodModel method, CodeModel code) {
      this.method = method;
      for (CodeElement element : code) {
        if (element instanceof LabelTarget target) {
          places.put(target.label(), instructions.size());
        } else if (element instanceof Instruction instruction) {
          instructions.add(instruction);
        }
      }
    }

    @Override
    public void atStart(CodeBuilder code) {
      code.invokestatic(OWNER, "poll", POLL);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof ExceptionCatch guarded) {
        guard(code, guarded);
        return;
      }
      if (element instanceof DiscontinuedInstruction) {
        throw refused("has subroutines of its own");
      }
      if (element instanceof LabelTarget target) {
        passed.add(target.label());
      }
      if (goesBack(element)) {
        code.invokestatic(OWNER, "poll", POLL);
      }
      code.with(element);
    }

    private IllegalAccessError refused(String does) {
      return new IllegalAccessError(
          "'%s.%s' %s, which a fenced worker may not. Compile it by javac."
              .formatted(
                  method.parent().orElseThrow().thisClass().asInternalName().replace('/', '.'),
                  method.methodName().stringValue(),
                  does));
    }

    private boolean goesBack(CodeElement element) {
      return switch (element) {
        case BranchInstruction branch -> passed.contains(branch.target());
        case TableSwitchInstruction choice -> goesBack(choice.defaultTarget(), choice.cases());
        case LookupSwitchInstruction choice -> goesBack(choice.defaultTarget(), choice.cases());
        default -> false;
      };
    }

    private boolean goesBack(Label otherwise, List<SwitchCase> cases) {
      return passed.contains(otherwise)
          || cases.stream().anyMatch(each -> passed.contains(each.target()));
    }

    private int place(Label label) {
      return Objects.requireNonNull(places.get(label));
    }

    // Compilers have the handler that leaves a monitor guard itself, where nothing is thrown.
    private void guard(CodeBuilder code, ExceptionCatch guarded) {
      int start = place(guarded.tryStart());
      int end = place(guarded.tryEnd());
      int handler = place(guarded.handler());
      if (end <= handler) {
        code.with(guarded);
        return;
      }
      boolean leaves =
          instructions.subList(Math.max(start, handler), end).stream()
              .allMatch(each ->
                  each instanceof StoreInstruction
                      || each instanceof LoadInstruction
                      || each instanceof MonitorInstruction);
      if (!leaves) {
        throw refused("catches exceptions by code that stands before what throws them");
      }
      if (start < handler) {
        code.with(
            ExceptionCatch.of(
                guarded.handler(), guarded.tryStart(), guarded.handler(), guarded.catchType()));
      }
    }
  }
}
