package dev.perdure.host.java.fence;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one worker, of which each is looked through before it is loaded. A class of the
 * worker that has the name of one of the JDK is not the worker's: nobody would find it.
 * Thread-safe.
 */
public final class Fence {
  private final Map<String, byte[]> files;
  private final ConcurrentMap<String, ClassModel> models = new ConcurrentHashMap<>();

  /**
   * A fence around class files.
   *
   * @param files by their names, as {@code a/B.class}
   */
  public Fence(Map<String, byte[]> files) {
    this.files = new HashMap<>(files);
  }

  /**
   * What the class uses that it may not, by places.
   *
   * @param name as in {@link Class#getName}
   */
  public List<Refusal> refusals(String name) {
    ClassModel model;
    try {
      model = model(name);
      if (model == null) {
        return List.of(new Refusal(name, 0, name, null));
      }
      return List.copyOf(new TreeSet<>(new ClassCheck(this, model).run()));
    } catch (IllegalArgumentException e) {
      return List.of(new Refusal(name, 0, "a class file that is broken: " + e.getMessage(), null));
    }
  }

  /** The model of one of the worker's own classes, or null where it is none. */
  @Nullable ClassModel model(String name) {
    ClassModel known = models.get(name);
    if (known != null) {
      return known;
    }
    byte[] bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null || JdkClasses.find(name) != null) {
      return null;
    }
    ClassModel model = ClassFile.of().parse(bytes);
    if (!model.thisClass().asInternalName().replace('/', '.').equals(name)) {
      return null;
    }
    models.put(name, model);
    return model;
  }

  /** The parents of the worker's classes and of the JDK's, as who writes class files needs them. */
  public ClassHierarchyResolver hierarchy() {
    return type -> {
      String name =
          type.packageName().isEmpty()
              ? type.displayName()
              : type.packageName() + "." + type.displayName();
      ClassModel own = model(name);
      if (own != null) {
        return own.flags().has(AccessFlag.INTERFACE)
            ? ClassHierarchyInfo.ofInterface()
            : ClassHierarchyInfo.ofClass(own.superclass().map(ClassEntry::asSymbol).orElse(null));
      }
      Class<?> found = JdkClasses.find(name);
      // One that is not there is never loaded, so nothing depends on its parents.
      return found == null || found.isInterface()
          ? ClassHierarchyInfo.ofInterface()
          : ClassHierarchyInfo.ofClass(
              found.getSuperclass() == null
                  ? null
                  : found.getSuperclass().describeConstable().orElseThrow());
    };
  }

  /** Whether a class may be named: one that is not there too, as those of libraries left out. */
  boolean allowsType(String name) {
    return AllowList.DEFAULT.allowsType(name) || JdkClasses.find(name) == null;
  }

  /** Whether a class may be extended or implemented. */
  boolean allowsExtending(String name) {
    return AllowList.DEFAULT.allowsExtending(name) || JdkClasses.find(name) == null;
  }

  /** Whether a member may be used, as the JVM finds it. */
  boolean allowsMember(String owner, String name, String descriptor) {
    ClassModel own = model(owner);
    if (own == null && JdkClasses.find(owner) == null) {
      return true;
    }
    if (own == null) {
      return AllowList.DEFAULT.allowsMember(owner, name, descriptor)
          && Descriptors.types(descriptor).stream().allMatch(this::allowsType);
    }
    // The worker's own member, or one that each of its ancestors would allow.
    Set<String> inherited = new LinkedHashSet<>();
    return declares(owner, name, descriptor, inherited, 0)
        || inherited.stream().allMatch(each -> allowsMember(each, name, descriptor));
  }

  private boolean declares(
      String owner, String name, String descriptor, Set<String> inherited, int depth) {
    ClassModel own = model(owner);
    if (own == null) {
      inherited.add(owner);
      return false;
    }
    boolean declared =
        own.methods().stream()
                .anyMatch(each ->
                    each.methodName().equalsString(name)
                        && each.methodType().equalsString(descriptor))
            || own.fields().stream()
                .anyMatch(each ->
                    each.fieldName().equalsString(name)
                        && each.fieldType().equalsString(descriptor));
    if (declared || depth > 1000) {
      return declared;
    }
    List<ClassEntry> parents = new ArrayList<>(own.interfaces());
    own.superclass().ifPresent(parents::addFirst);
    return parents.stream()
        .anyMatch(parent ->
            declares(
                parent.asInternalName().replace('/', '.'), name, descriptor, inherited, depth + 1));
  }

  /** The source file of a class, or its name. */
  static String file(ClassModel model) {
    return model
        .findAttribute(Attributes.sourceFile())
        .map(attribute -> attribute.sourceFile().stringValue())
        .orElse(model.thisClass().asInternalName().replace('/', '.'));
  }
}
