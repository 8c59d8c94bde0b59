package dev.perdure.host.bundle;

import java.util.regex.Pattern;

/**
 * Module rule patterns, in the dialect of the npm package glob-to-regexp.
 *
 * <p>For imports a {@code *} matches anything, slashes too; for files found in a folder {@code *}
 * stays within one folder and {@code **} does not.
 */
final class Glob {
  private static final String SPECIAL = "\\/$^+.()=!|?[]{},";

  private Glob() {}

  /** The pattern for specifiers of imports, in a syntax that Go and Java share. */
  static String forImports(String glob) {
    return regex(glob, false);
  }

  /** The pattern for paths of files. */
  static Pattern forFiles(String glob) {
    return Pattern.compile(regex(glob, true));
  }

  private static String regex(String glob, boolean folders) {
    StringBuilder out = new StringBuilder("^");
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        int start = i;
        while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
          i++;
        }
        boolean alone =
            (start == 0 || glob.charAt(start - 1) == '/')
                && (i + 1 == glob.length() || glob.charAt(i + 1) == '/');
        if (!folders) {
          out.append(".*");
        } else if (i > start && alone) {
          out.append("(?:[^/]*(?:/|$))*");
          i++;
        } else {
          out.append("[^/]*");
        }
      } else if (SPECIAL.indexOf(c) >= 0) {
        out.append('\\').append(c);
      } else {
        out.append(c);
      }
    }
    return out.append('$').toString();
  }
}
