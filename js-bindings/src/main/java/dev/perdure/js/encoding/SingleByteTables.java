package dev.perdure.js.encoding;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the upper 128 bytes of the single-byte encodings stand for: the JDK's tables, with the
 * differences that the standard has. Thread-safe.
 */
final class SingleByteTables {
  private static final String LATIN_6 =
      "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ"
          + "ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
  private static final String LATIN_8 =
      "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
          + "ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

  static final Map<String, String> JDK_NAMES =
      Map.of(
          "iso-8859-8-i", "iso-8859-8",
          "macintosh", "x-MacRoman",
          "windows-874", "x-windows-874",
          "x-mac-cyrillic", "x-MacCyrillic");

  private static final Map<String, char[]> TABLES = new ConcurrentHashMap<>();

  private SingleByteTables() {}

  static char[] of(String name) {
    return TABLES.computeIfAbsent(name, SingleByteTables::make);
  }

  private static char[] make(String name) {
    char[] table = new char[128];
    for (int i = 0; i < 128; i++) {
      table[i] = (char) (i < 32 ? 0x80 + i : 0xF780 + i);
    }
    switch (name) {
      case "x-user-defined" -> {
        for (int i = 0; i < 32; i++) {
          table[i] = (char) (0xF780 + i);
        }
      }
      case "iso-8859-10" -> LATIN_6.getChars(0, 96, table, 32);
      case "iso-8859-14" -> LATIN_8.getChars(0, 96, table, 32);
      default -> fill(table, Charset.forName(JDK_NAMES.getOrDefault(name, name)));
    }
    switch (name) {
      case "koi8-u" -> {
        table[0x2E] = '\u045E';
        table[0x3E] = '\u040E';
      }
      case "windows-1255" -> table[0x4A] = '\u05BA';
      case "x-mac-cyrillic" -> {
        table[0x22] = '\u0490';
        table[0x36] = '\u0491';
        table[0x7F] = '\u20AC';
      }
      default -> {}
    }
    return table;
  }

  private static void fill(char[] table, Charset charset) {
    byte[] bytes = new byte[128];
    for (int i = 0; i < 128; i++) {
      bytes[i] = (byte) (0x80 + i);
    }
    String text = new String(bytes, charset);
    for (int i = 0; i < 128; i++) {
      char c = text.charAt(i);
      if (c != '\uFFFD' || i >= 32) {
        table[i] = c;
      }
    }
  }
}
