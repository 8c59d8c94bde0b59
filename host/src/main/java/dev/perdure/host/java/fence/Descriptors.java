package dev.perdure.host.java.fence;

import java.util.ArrayList;
import java.util.List;

/** The classes that descriptors name. Stateless. */
final class Descriptors {
  private Descriptors() {}

  /** The names of the classes in the descriptor of a field or a method. */
  static List<String> types(String descriptor) {
    List<String> types = new ArrayList<>();
    for (int at = 0; at < descriptor.length(); at++) {
      if (descriptor.charAt(at) == 'L') {
        int end = descriptor.indexOf(';', at);
        if (end < 0) {
          break;
        }
        types.add(descriptor.substring(at + 1, end).replace('/', '.'));
        at = end;
      }
    }
    return types;
  }

  /** The class that a constant names; that of the elements for an array, which may be primitive. */
  static List<String> ofConstant(String internal) {
    return internal.startsWith("[") ? types(internal) : List.of(internal.replace('/', '.'));
  }
}
