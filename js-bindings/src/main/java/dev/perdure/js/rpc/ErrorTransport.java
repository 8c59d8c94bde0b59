package dev.perdure.js.rpc;

import dev.perdure.workers.message.ErrorData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an error that was thrown by a call says when it arrives. Stateless. */
final class ErrorTransport {
  private ErrorTransport() {}

  @SuppressWarnings("NullAway") // takes the nullable array of a record in a class file for another
  static ErrorData data(
      String name,
      String message,
      @Nullable String stack,
      String[] flags,
      @Nullable String objectId,
      byte @Nullable [] value) {
    Set<ErrorData.Flag> all = EnumSet.of(ErrorData.Flag.REMOTE);
    for (ErrorData.Flag flag : ErrorData.Flag.values()) {
      for (String property : flags) {
        if (flag.property().equals(property)) {
          all.add(flag);
        }
      }
    }
    return new ErrorData(name, message, stack, all, value, objectId);
  }

  /** Names and values, in turn, of the properties that the error gets on the other side. */
  static Object[] properties(ErrorData error) {
    List<Object> properties = new ArrayList<>();
    for (ErrorData.Flag flag : ErrorData.Flag.values()) {
      if (error.flags().contains(flag)) {
        properties.add(flag.property());
        properties.add(true);
      }
    }
    if (error.objectId() != null) {
      properties.add("durableObjectId");
      properties.add(error.objectId());
    }
    return properties.toArray();
  }
}
