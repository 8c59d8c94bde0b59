package dev.perdure.host.java.fence;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.HashMap;
import java.util.Map;

/** The lines in which the constants of a class are used first. */
final class Places {
  private final Map<Integer, Integer> lines = new HashMap<>();

  Places(ClassModel model) {
    for (MethodModel method : model.methods()) {
      method.code().ifPresent(this::add);
    }
  }

  /** The line of a constant, or 0. */
  int line(int constant) {
    return lines.getOrDefault(constant, 0);
  }

  private void add(CodeModel code) {
    int line = 0;
    for (CodeElement element : code) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case InvokeInstruction call -> member(call.method(), line);
        case FieldInstruction access -> member(access.field(), line);
        case NewObjectInstruction made -> note(made.className(), line);
        case NewReferenceArrayInstruction made -> note(made.componentType(), line);
        case TypeCheckInstruction check -> note(check.type(), line);
        case ConstantInstruction.LoadConstantInstruction load -> note(load.constantEntry(), line);
        case InvokeDynamicInstruction call -> {
          note(call.invokedynamic(), line);
          for (LoadableConstantEntry argument : call.invokedynamic().bootstrap().arguments()) {
            if (argument instanceof MethodHandleEntry handle) {
              member(handle.reference(), line);
            }
          }
        }
        default -> {}
      }
    }
  }

  private void member(MemberRefEntry member, int line) {
    note(member, line);
    note(member.owner(), line);
  }

  private void note(PoolEntry entry, int line) {
    lines.putIfAbsent(entry.index(), line);
  }
}
