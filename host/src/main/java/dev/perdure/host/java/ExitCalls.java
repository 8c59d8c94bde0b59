package dev.perdure.host.java;

import dev.perdure.workers.platform.Exit;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Turns calls of {@code System.exit} in a class file into calls of {@link Exit#exit}. Only the
 * table of constants changes: the reference to the method gets another class. Stateless.
 */
final class ExitCalls {
  private static final String TARGET = Exit.class.getName().replace('.', '/');
  private static final int COUNT_AT = 8;
  private static final int MOST_CONSTANTS = 0xffff;

  private final ByteBuffer file;
  private final int[] offsets;
  private final int end;

  private ExitCalls(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes);
    this.offsets = new int[count()];
    int at = COUNT_AT + 2;
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = at;
      int tag = file.get(at);
      at += size(tag, at);
      if (tag == 5 || tag == 6) {
        // A long or a double takes two numbers.
        i++;
      }
    }
    this.end = at;
  }

  /** The class file to load: the same where nothing calls {@code System.exit}. */
  static byte[] replaced(byte[] bytes) {
    ExitCalls calls = new ExitCalls(bytes);
    int reference = calls.reference();
    boolean full = calls.offsets.length + 2 > MOST_CONSTANTS;
    return reference < 0 || full ? bytes : calls.with(reference);
  }

  private int count() {
    return file.getShort(COUNT_AT) & 0xffff;
  }

  private int size(int tag, int at) {
    return switch (tag) {
      case 1 -> 3 + (file.getShort(at + 1) & 0xffff);
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> throw new ClassFormatError("There is no constant of the kind " + tag + ".");
    };
  }

  /** Where the reference to {@code System.exit} stands, or -1. */
  private int reference() {
    for (int at : offsets) {
      if (at > 0 && file.get(at) == 10) {
        int owner = offsets[file.getShort(at + 1) & 0xffff];
        int member = offsets[file.getShort(at + 3) & 0xffff];
        if (text(owner + 1).equals("java/lang/System")
            && text(member + 1).equals("exit")
            && text(member + 3).equals("(I)V")) {
          return at;
        }
      }
    }
    return -1;
  }

  /** The text that the number at {@code at} names. */
  private String text(int at) {
    int offset = offsets[file.getShort(at) & 0xffff];
    return new String(
        file.array(), offset + 3, file.getShort(offset + 1) & 0xffff, StandardCharsets.UTF_8);
  }

  private byte[] with(int reference) {
    int name = offsets.length;
    ByteBuffer changed = ByteBuffer.wrap(file.array().clone());
    changed.putShort(COUNT_AT, (short) (name + 2));
    changed.putShort(reference + 1, (short) (name + 1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(changed.array(), 0, end);
      out.writeByte(1);
      out.writeUTF(TARGET);
      out.writeByte(7);
      out.writeShort(name);
      out.write(changed.array(), end, changed.capacity() - end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
