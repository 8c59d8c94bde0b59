package dev.perdure.js.url;

import dev.perdure.js.url.PercentEncoding.Encode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser of the WHATWG URL standard, one method for each of its states. It is long
 * because the standard's state machine is; the names are the standard's. Confined to one parse.
 */
final class UrlParser {
  enum State {
    SCHEME_START,
    SCHEME,
    NO_SCHEME,
    SPECIAL_RELATIVE_OR_AUTHORITY,
    PATH_OR_AUTHORITY,
    RELATIVE,
    RELATIVE_SLASH,
    SPECIAL_AUTHORITY_SLASHES,
    SPECIAL_AUTHORITY_IGNORE_SLASHES,
    AUTHORITY,
    HOST,
    HOSTNAME,
    PORT,
    FILE,
    FILE_SLASH,
    FILE_HOST,
    PATH_START,
    PATH,
    OPAQUE_PATH,
    QUERY,
    FRAGMENT
  }

  private enum Next {
    CONTINUE,
    STOP,
    FAIL
  }

  private static final int EOF = -1;

  private final String input;
  private final @Nullable Url base;
  private final UrlRecord url;
  private final @Nullable State override;
  private final StringBuilder buffer = new StringBuilder();
  private State state;
  private int pointer;
  private boolean atSignSeen;
  private boolean insideBrackets;
  private boolean passwordTokenSeen;

  private UrlParser(String input, @Nullable Url base, UrlRecord url, @Nullable State override) {
    this.input = removeTabsAndNewlines(input);
    this.base = base;
    this.url = url;
    this.override = override;
    this.state = override == null ? State.SCHEME_START : override;
  }

  static @Nullable Url parse(String input, @Nullable Url base) {
    UrlRecord url = new UrlRecord();
    return new UrlParser(trim(input), base, url, null).run() ? url.toUrl() : null;
  }

  /** Parses {@code input} into one part of {@code url}; false where it was refused. */
  static boolean parseInto(UrlRecord url, String input, State override) {
    return new UrlParser(input, null, url, override).run();
  }

  private static String trim(String input) {
    int start = 0;
    int end = input.length();
    while (start < end && input.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && input.charAt(end - 1) <= ' ') {
      end--;
    }
    return input.substring(start, end);
  }

  private static String removeTabsAndNewlines(String input) {
    boolean clean = input.indexOf('\t') < 0 && input.indexOf('\n') < 0 && input.indexOf('\r') < 0;
    return clean ? input : input.replaceAll("[\t\n\r]", "");
  }

  private boolean run() {
    while (true) {
      Next next = step(current());
      if (next != Next.CONTINUE) {
        return next == Next.STOP;
      }
      if (pointer >= input.length()) {
        return true;
      }
      pointer = pointer < 0 ? 0 : pointer + Character.charCount(current());
    }
  }

  private int current() {
    return pointer < input.length() ? input.codePointAt(pointer) : EOF;
  }

  private Next step(int c) {
    return switch (state) {
      case SCHEME_START -> schemeStart(c);
      case SCHEME -> scheme(c);
      case NO_SCHEME -> noScheme(c);
      case SPECIAL_RELATIVE_OR_AUTHORITY -> specialRelativeOrAuthority(c);
      case PATH_OR_AUTHORITY -> c == '/' ? to(State.AUTHORITY) : again(State.PATH);
      case RELATIVE -> relative(c);
      case RELATIVE_SLASH -> relativeSlash(c);
      case SPECIAL_AUTHORITY_SLASHES -> specialAuthoritySlashes(c);
      case SPECIAL_AUTHORITY_IGNORE_SLASHES -> isSlash(c) ? Next.CONTINUE : again(State.AUTHORITY);
      case AUTHORITY -> authority(c);
      case HOST, HOSTNAME -> host(c);
      case PORT -> port(c);
      case FILE -> file(c);
      case FILE_SLASH -> fileSlash(c);
      case FILE_HOST -> fileHost(c);
      case PATH_START -> pathStart(c);
      case PATH -> path(c);
      case OPAQUE_PATH -> opaquePath(c);
      case QUERY -> query(c);
      case FRAGMENT -> fragment(c);
    };
  }

  private Next to(State next) {
    state = next;
    return Next.CONTINUE;
  }

  /** Goes on with the same character in another state. */
  private Next again(State next) {
    state = next;
    return step(current());
  }

  private static boolean isSlash(int c) {
    return c == '/' || c == '\\';
  }

  /** The end of what a host, port or path segment may span. */
  private boolean endsPart(int c) {
    return c == EOF || c == '/' || c == '?' || c == '#' || (url.isSpecial() && c == '\\');
  }

  private String remaining() {
    return pointer + 1 <= input.length() ? input.substring(pointer + 1) : "";
  }

  private Next schemeStart(int c) {
    if (UrlRecord.isAsciiLetter(c)) {
      buffer.append((char) (c | 0x20));
      return to(State.SCHEME);
    }
    return override == null ? again(State.NO_SCHEME) : Next.FAIL;
  }

  private Next scheme(int c) {
    if (UrlRecord.isAsciiLetter(c)) {
      buffer.append((char) (c | 0x20));
      return Next.CONTINUE;
    }
    if ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.') {
      buffer.append((char) c);
      return Next.CONTINUE;
    }
    if (c == ':') {
      return schemeEnd();
    }
    if (override != null) {
      return Next.FAIL;
    }
    buffer.setLength(0);
    pointer = -1;
    return to(State.NO_SCHEME);
  }

  private Next schemeEnd() {
    String scheme = buffer.toString();
    if (override != null) {
      if (url.isSpecial() != UrlRecord.isSpecial(scheme)
          || ((url.hasCredentials() || url.port >= 0) && scheme.equals("file"))
          || (url.isFile() && "".equals(url.host))) {
        return Next.STOP;
      }
    }
    url.scheme = scheme;
    if (override != null) {
      if (url.port == UrlRecord.defaultPort(scheme)) {
        url.port = -1;
      }
      return Next.STOP;
    }
    buffer.setLength(0);
    if (url.isFile()) {
      return to(State.FILE);
    }
    if (url.isSpecial()) {
      boolean sameScheme = base != null && base.scheme().equals(scheme);
      return to(sameScheme ? State.SPECIAL_RELATIVE_OR_AUTHORITY : State.SPECIAL_AUTHORITY_SLASHES);
    }
    if (remaining().startsWith("/")) {
      pointer++;
      return to(State.PATH_OR_AUTHORITY);
    }
    url.opaquePath = new StringBuilder();
    return to(State.OPAQUE_PATH);
  }

  private Next noScheme(int c) {
    if (base == null || (base.hasOpaquePath() && c != '#')) {
      return Next.FAIL;
    }
    if (base.hasOpaquePath()) {
      url.scheme = base.scheme();
      url.takePath(base);
      takeQuery(base);
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    return again(base.scheme().equals("file") ? State.FILE : State.RELATIVE);
  }

  private void takeQuery(Url from) {
    url.query = from.query() == null ? null : new StringBuilder(from.query());
  }

  private Next specialRelativeOrAuthority(int c) {
    if (c == '/' && remaining().startsWith("/")) {
      pointer++;
      return to(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
    }
    return again(State.RELATIVE);
  }

  private Url baseOrFail() {
    if (base == null) {
      throw new IllegalStateException("A relative URL was parsed without a base.");
    }
    return base;
  }

  private Next relative(int c) {
    Url from = baseOrFail();
    url.scheme = from.scheme();
    if (c == '/' || (url.isSpecial() && c == '\\')) {
      return to(State.RELATIVE_SLASH);
    }
    url.takeAuthority(from);
    url.takePath(from);
    takeQuery(from);
    if (c == '?') {
      url.query = new StringBuilder();
      return to(State.QUERY);
    }
    if (c == '#') {
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    if (c != EOF) {
      url.query = null;
      url.shortenPath();
      return again(State.PATH);
    }
    return Next.CONTINUE;
  }

  private Next relativeSlash(int c) {
    if (url.isSpecial() && isSlash(c)) {
      return to(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
    }
    if (c == '/') {
      return to(State.AUTHORITY);
    }
    url.takeAuthority(baseOrFail());
    return again(State.PATH);
  }

  private Next specialAuthoritySlashes(int c) {
    if (c == '/' && remaining().startsWith("/")) {
      pointer++;
      return to(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
    }
    return again(State.SPECIAL_AUTHORITY_IGNORE_SLASHES);
  }

  private Next authority(int c) {
    if (c == '@') {
      if (atSignSeen) {
        buffer.insert(0, "%40");
      }
      atSignSeen = true;
      takeCredentials(buffer.toString());
      buffer.setLength(0);
      return Next.CONTINUE;
    }
    if (endsPart(c)) {
      if (atSignSeen && buffer.isEmpty()) {
        return Next.FAIL;
      }
      pointer -= buffer.length();
      buffer.setLength(0);
      return again(State.HOST);
    }
    buffer.appendCodePoint(c);
    return Next.CONTINUE;
  }

  private void takeCredentials(String text) {
    StringBuilder name = new StringBuilder(url.username);
    StringBuilder password = new StringBuilder(url.password);
    text.codePoints()
        .forEach(c -> {
          if (c == ':' && !passwordTokenSeen) {
            passwordTokenSeen = true;
          } else {
            PercentEncoding.append(passwordTokenSeen ? password : name, c, Encode.USERINFO);
          }
        });
    url.username = name.toString();
    url.password = password.toString();
  }

  private Next host(int c) {
    if (override != null && url.isFile()) {
      return again(State.FILE_HOST);
    }
    if (c == ':' && !insideBrackets) {
      if (buffer.isEmpty() || override == State.HOSTNAME) {
        return Next.FAIL;
      }
      return takeHost() ? to(State.PORT) : Next.FAIL;
    }
    if (endsPart(c)) {
      if (url.isSpecial() && buffer.isEmpty()) {
        return Next.FAIL;
      }
      if (override != null && buffer.isEmpty() && (url.hasCredentials() || url.port >= 0)) {
        return Next.FAIL;
      }
      if (!takeHost()) {
        return Next.FAIL;
      }
      return override != null ? Next.STOP : again(State.PATH_START);
    }
    if (c == '[') {
      insideBrackets = true;
    } else if (c == ']') {
      insideBrackets = false;
    }
    buffer.appendCodePoint(c);
    return Next.CONTINUE;
  }

  private boolean takeHost() {
    String host = HostParser.parse(buffer.toString(), url.isSpecial());
    if (host == null) {
      return false;
    }
    url.host = host;
    buffer.setLength(0);
    return true;
  }

  private Next port(int c) {
    if (c >= '0' && c <= '9') {
      buffer.append((char) c);
      return Next.CONTINUE;
    }
    if (!endsPart(c) && override == null) {
      return Next.FAIL;
    }
    if (!buffer.isEmpty()) {
      int port = 0;
      for (int i = 0; i < buffer.length() && port <= 65535; i++) {
        port = port * 10 + buffer.charAt(i) - '0';
      }
      if (port > 65535) {
        return Next.FAIL;
      }
      url.port = port == UrlRecord.defaultPort(url.scheme) ? -1 : port;
      buffer.setLength(0);
      if (override != null) {
        return Next.STOP;
      }
    }
    return override != null ? Next.FAIL : again(State.PATH_START);
  }

  private Next file(int c) {
    url.scheme = "file";
    url.host = "";
    if (isSlash(c)) {
      return to(State.FILE_SLASH);
    }
    if (base == null || !base.scheme().equals("file")) {
      return again(State.PATH);
    }
    url.host = base.hostOrNull();
    url.takePath(base);
    takeQuery(base);
    if (c == '?') {
      url.query = new StringBuilder();
      return to(State.QUERY);
    }
    if (c == '#') {
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    if (c == EOF) {
      return Next.CONTINUE;
    }
    url.query = null;
    if (startsWithDriveLetter(pointer)) {
      url.path.clear();
    } else {
      url.shortenPath();
    }
    return again(State.PATH);
  }

  private boolean startsWithDriveLetter(int at) {
    if (input.length() < at + 2 || !UrlRecord.isDriveLetter(input.substring(at, at + 2))) {
      return false;
    }
    return input.length() == at + 2 || "/\\?#".indexOf(input.charAt(at + 2)) >= 0;
  }

  private Next fileSlash(int c) {
    if (isSlash(c)) {
      return to(State.FILE_HOST);
    }
    if (base != null && base.scheme().equals("file")) {
      url.host = base.hostOrNull();
      String first = base.pathname().isEmpty() ? "" : base.pathname().substring(1).split("/", 2)[0];
      if (!startsWithDriveLetter(pointer) && UrlRecord.isNormalisedDriveLetter(first)) {
        url.path.add(first);
      }
    }
    return again(State.PATH);
  }

  private Next fileHost(int c) {
    if (c != EOF && !isSlash(c) && c != '?' && c != '#') {
      buffer.appendCodePoint(c);
      return Next.CONTINUE;
    }
    if (override == null && UrlRecord.isDriveLetter(buffer.toString())) {
      return again(State.PATH);
    }
    if (buffer.isEmpty()) {
      url.host = "";
      return override != null ? Next.STOP : again(State.PATH_START);
    }
    if (!takeHost()) {
      return Next.FAIL;
    }
    if ("localhost".equals(url.host)) {
      url.host = "";
    }
    return override != null ? Next.STOP : again(State.PATH_START);
  }

  private Next pathStart(int c) {
    if (url.isSpecial()) {
      return isSlash(c) ? to(State.PATH) : again(State.PATH);
    }
    if (override == null && c == '?') {
      url.query = new StringBuilder();
      return to(State.QUERY);
    }
    if (override == null && c == '#') {
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    if (c != EOF) {
      return c == '/' ? to(State.PATH) : again(State.PATH);
    }
    if (override != null && url.host == null) {
      url.path.add("");
    }
    return Next.CONTINUE;
  }

  private Next path(int c) {
    boolean slash = c == '/' || (url.isSpecial() && c == '\\');
    if (c != EOF && !slash && (override != null || (c != '?' && c != '#'))) {
      PercentEncoding.append(buffer, c, Encode.PATH);
      return Next.CONTINUE;
    }
    String segment = buffer.toString();
    buffer.setLength(0);
    switch (segment.toLowerCase(Locale.ROOT)) {
      case "..", ".%2e", "%2e.", "%2e%2e" -> {
        url.shortenPath();
        if (!slash) {
          url.path.add("");
        }
      }
      case ".", "%2e" -> {
        if (!slash) {
          url.path.add("");
        }
      }
      default -> {
        boolean drive = url.isFile() && url.path.isEmpty() && UrlRecord.isDriveLetter(segment);
        url.path.add(drive ? segment.charAt(0) + ":" : segment);
      }
    }
    if (c == '?') {
      url.query = new StringBuilder();
      return to(State.QUERY);
    }
    if (c == '#') {
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    return Next.CONTINUE;
  }

  private Next opaquePath(int c) {
    if (url.opaquePath == null) {
      throw new IllegalStateException("A path that is a list was parsed as an opaque one.");
    }
    if (c == '?') {
      url.query = new StringBuilder();
      return to(State.QUERY);
    }
    if (c == '#') {
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    if (c == ' ') {
      String rest = remaining();
      url.opaquePath.append(rest.startsWith("?") || rest.startsWith("#") ? "%20" : " ");
    } else if (c != EOF) {
      PercentEncoding.append(url.opaquePath, c, Encode.C0_CONTROL);
    }
    return Next.CONTINUE;
  }

  private Next query(int c) {
    if (c == '#' && override == null) {
      url.fragment = new StringBuilder();
      return to(State.FRAGMENT);
    }
    if (c != EOF && url.query != null) {
      PercentEncoding.append(url.query, c, url.isSpecial() ? Encode.SPECIAL_QUERY : Encode.QUERY);
    }
    return Next.CONTINUE;
  }

  private Next fragment(int c) {
    if (c != EOF && url.fragment != null) {
      PercentEncoding.append(url.fragment, c, Encode.FRAGMENT);
    }
    return Next.CONTINUE;
  }
}
