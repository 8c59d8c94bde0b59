package dev.perdure.host.java.fence;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.ConstantPool;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks through one class file. */
final class ClassCheck {
  // What the JVM itself calls to make lambdas and the like; with others a class would be given a
  // Lookup, or name members by texts.
  private static final Set<String> BOOTSTRAPS =
      Set.of(
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.StringConcatFactory",
          "java.lang.invoke.ConstantBootstraps",
          "java.lang.runtime.ObjectMethods",
          "java.lang.runtime.SwitchBootstraps");

  private final Fence fence;
  private final ClassModel model;
  private final Set<Refusal> found = new LinkedHashSet<>();
  private final Set<String> named = new HashSet<>();
  private @Nullable Places places;

  ClassCheck(Fence fence, ClassModel model) {
    this.fence = fence;
    this.model = model;
  }

  Set<Refusal> run() {
    parents();
    declared();
    ConstantPool pool = model.constantPool();
    for (int i = 0; i < pool.bootstrapMethodCount(); i++) {
      bootstrap(pool.bootstrapMethodEntry(i).bootstrapMethod());
    }
    for (PoolEntry entry : pool) {
      switch (entry) {
        case MemberRefEntry member -> member(member);
        case InvokeDynamicEntry dynamic -> types(dynamic.type().stringValue(), dynamic);
        case ConstantDynamicEntry dynamic -> types(dynamic.type().stringValue(), dynamic);
        default -> {}
      }
    }
    for (PoolEntry entry : pool) {
      if (entry instanceof ClassEntry type) {
        Descriptors.ofConstant(type.asInternalName()).forEach(name -> type(name, entry));
      }
    }
    return found;
  }

  private void parents() {
    List<ClassEntry> parents = new ArrayList<>(model.interfaces());
    model.superclass().ifPresent(parents::add);
    for (ClassEntry parent : parents) {
      String name = parent.asInternalName().replace('/', '.');
      if (!fence.allowsExtending(name)) {
        refuse(name, name, parent);
      }
    }
  }

  private void declared() {
    for (MethodModel method : model.methods()) {
      if ((method.flags().flagsMask() & ClassFile.ACC_NATIVE) != 0) {
        found.add(
            new Refusal(Fence.file(model), 0, "native " + method.methodName().stringValue(), null));
      }
      // It would run on a thread of the host.
      if (method.methodName().equalsString("finalize") && method.methodType().equalsString("()V")) {
        found.add(new Refusal(Fence.file(model), 0, "finalize", null));
      }
    }
  }

  private void bootstrap(MethodHandleEntry handle) {
    MemberRefEntry member = handle.reference();
    String owner = member.owner().asInternalName().replace('/', '.');
    if (!BOOTSTRAPS.contains(owner)) {
      refuse(owner + "." + member.name().stringValue(), owner, member);
    }
  }

  private void member(MemberRefEntry member) {
    String internal = member.owner().asInternalName();
    if (internal.startsWith("[")) {
      return;
    }
    String owner = internal.replace('/', '.');
    String name = member.name().stringValue();
    if (!fence.allowsMember(owner, name, member.type().stringValue())) {
      refuse(name.equals("<init>") ? "new " + owner : owner + "." + name, owner, member);
    }
  }

  private void types(String descriptor, PoolEntry from) {
    Descriptors.types(descriptor).forEach(name -> type(name, from));
  }

  private void type(String name, PoolEntry from) {
    if (!fence.allowsType(name) && !named.contains(name)) {
      refuse(name, name, from);
    }
  }

  private void refuse(String used, String type, PoolEntry entry) {
    named.add(type);
    if (places == null) {
      places = new Places(model);
    }
    found.add(
        new Refusal(
            Fence.file(model), places.line(entry.index()), used, AllowList.DEFAULT.hint(type)));
  }
}
