package dev.perdure.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is asked of a state folder: the name of an operation, with its arguments. Immutable once it
 * was sent.
 */
public final class Request {
  private final ObjectNode node;

  private Request(ObjectNode node) {
    this.node = node;
  }

  /** A request for an operation of {@link Operations}. */
  public static Request of(String operation) {
    return new Request(JsonNodeFactory.instance.objectNode().put("operation", operation));
  }

  static Request read(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new Request(object);
    }
    throw ControlException.refused("A request is a JSON object.");
  }

  /** The same with an argument. */
  public Request with(String name, String value) {
    node.put(name, value);
    return this;
  }

  /** The same with an argument, where there is one. */
  public Request with(String name, Optional<String> value) {
    value.ifPresent(text -> node.put(name, text));
    return this;
  }

  /** The same with a choice. */
  public Request with(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  /** The same with a number. */
  public Request with(String name, long value) {
    node.put(name, value);
    return this;
  }

  String operation() {
    return text("operation");
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> ControlException.refused("The request has no '" + name + "'."));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  boolean chosen(String name) {
    return node.path(name).asBoolean();
  }

  long number(String name, long otherwise) {
    return node.path(name).asLong(otherwise);
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
