package dev.perdure.host.java;

import dev.perdure.host.java.fence.Fence;
import dev.perdure.workers.platform.Safepoint;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Has the code of a class call {@link Safepoint#poll} where each method begins and wherever it goes
 * back, so that it ends with its isolate. Stateless.
 */
final class Safepoints {
  private static final ClassDesc OWNER = Safepoint.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc POLL = MethodTypeDesc.of(ConstantDescs.CD_void);

  private Safepoints() {}

  /** The class file to load. */
  static byte[] inserted(byte[] bytes, Fence fence) {
    ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(fence.hierarchy()));
    ClassTransform methods =
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Polls::new));
    return files.transformClass(files.parse(bytes), methods);
  }

  private static final class Polls implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder code) {
      code.invokestatic(OWNER, "poll", POLL);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      boolean back =
          switch (element) {
            case LabelTarget target -> {
              passed.add(target.label());
              yield false;
            }
            case BranchInstruction branch -> passed.contains(branch.target());
            case TableSwitchInstruction choice -> goesBack(choice.defaultTarget(), choice.cases());
            case LookupSwitchInstruction choice -> goesBack(choice.defaultTarget(), choice.cases());
            default -> false;
          };
      if (back) {
        code.invokestatic(OWNER, "poll", POLL);
      }
      code.with(element);
    }

    private boolean goesBack(Label otherwise, List<SwitchCase> cases) {
      return passed.contains(otherwise)
          || cases.stream().anyMatch(each -> passed.contains(each.target()));
    }
  }
}
