package dev.perdure.js.html;

import dev.perdure.js.html.HtmlToken.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one document. The script feeds bytes, asks for the next call of a handler with {@link
 * #next}, changes the current token through the methods below, and takes the output; tokens that no
 * handler sees are passed on as they came. It is long because it is the token's whole interface,
 * and behaves as lol-html does, whose words its faults have. Confined to the isolate's thread.
 */
public final class HtmlRewriter {
  static final int ELEMENT = 1;
  static final int COMMENT = 2;
  static final int TEXT = 3;
  static final int DOCTYPE = 4;
  static final int END = 5;
  static final int END_TAG = 6;

  private static final Set<String> VOID =
      Set.of(
          "area",
          "base",
          "basefont",
          "bgsound",
          "br",
          "col",
          "embed",
          "frame",
          "hr",
          "img",
          "input",
          "keygen",
          "link",
          "meta",
          "param",
          "source",
          "track",
          "wbr");
  private static final Set<String> RAW_TEXT =
      Set.of(
          "title",
          "textarea",
          "style",
          "xmp",
          "iframe",
          "noembed",
          "noframes",
          "noscript",
          "script",
          "plaintext");
  private static final char SLOT = '\uFFFF';

  /** A selector and which of its handlers there are: bits of element, comments and text. */
  record Rule(@Nullable Selector selector, int handlers) {}

  private final List<Rule> rules;
  private final int[] active;
  private final ContentText texts;
  private final Charset charset;
  private final Function<String, RuntimeException> fault;
  private final HtmlScanner scanner = new HtmlScanner();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<OpenElement> open = new ArrayList<>(List.of(OpenElement.document()));
  private final Deque<Integer> calls = new ArrayDeque<>();
  private final Map<Integer, String> slots = new HashMap<>();
  private int removedDepth;
  private boolean finished;
  private boolean textOpen;
  private @Nullable HtmlToken held;

  private int kind;
  private int handler;
  private HtmlToken token = HtmlToken.of(Kind.RAW, "", "");
  private Changes changes = new Changes();
  private String text = "";
  private boolean lastInText;
  private boolean textChanged;
  private List<Attribute> attributes = new ArrayList<>();
  private int attributeChanges;
  private @Nullable String newName;
  private @Nullable OpenElement element;
  private final StringBuilder prepended = new StringBuilder();

  HtmlRewriter(List<Rule> rules, Charset charset, Function<String, RuntimeException> fault) {
    this.rules = List.copyOf(rules);
    this.active = new int[rules.size()];
    this.charset = charset;
    this.texts = new ContentText(charset);
    this.fault = fault;
  }

  /** Adds bytes of the document. */
  @HostAccess.Export
  public void feed(Value buffer, long offset, int length) {
    byte[] bytes = new byte[length];
    if (length > 0) {
      buffer.readBuffer(offset, bytes, 0, length);
    }
    feed(bytes);
  }

  void feed(byte[] bytes) {
    scanner.feed(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Says that the document ends here. */
  @HostAccess.Export
  public void finish() {
    scanner.finish();
    finished = true;
  }

  /** The output so far. */
  byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  /** The kind of the token that a handler is to be called for; 0 where more input is needed. */
  @HostAccess.Export
  public int next() {
    while (true) {
      Integer call = calls.poll();
      if (call != null) {
        handler = call;
        return kind;
      }
      if (kind == END) {
        write(changes.before.toString());
        kind = 0;
        return 0;
      }
      if (kind != 0) {
        finishToken();
        kind = 0;
      }
      HtmlToken following = held != null ? held : scanner.next();
      held = null;
      if (following == null) {
        if (!finished) {
          return 0;
        }
        if (textOpen) {
          beginText("", true);
          continue;
        }
        finished = false;
        begin(END, HtmlToken.of(Kind.RAW, "", ""));
        callDocument(8);
        continue;
      }
      if (textOpen && following.kind() != Kind.TEXT) {
        held = following;
        beginText("", true);
        continue;
      }
      begin(following);
    }
  }

  /**
   * Which handler is to be called: the index of its rule, or the number that onEndTag was given.
   */
  @HostAccess.Export
  public int handler() {
    return handler;
  }

  private void begin(int newKind, HtmlToken newToken) {
    kind = newKind;
    token = newToken;
    changes = new Changes();
    element = null;
    newName = null;
    textChanged = false;
  }

  private void begin(HtmlToken next) {
    switch (next.kind()) {
      case RAW -> writeSource(next.raw());
      case TEXT -> {
        begin(TEXT, next);
        callContent(4);
        if (calls.isEmpty()) {
          kind = 0;
          writeSource(next.raw());
        } else {
          textOpen = true;
          beginText(texts.decodePiece(next.raw()), false);
        }
      }
      case COMMENT -> {
        begin(COMMENT, next);
        text = texts.decode(next.name());
        callContent(2);
      }
      case DOCTYPE -> {
        begin(DOCTYPE, next);
        callDocument(1);
      }
      case START -> beginElement(next);
      case END -> beginEndTag(next);
    }
  }

  private void beginText(String piece, boolean last) {
    if (last) {
      begin(TEXT, HtmlToken.of(Kind.TEXT, "", ""));
      callContent(4);
      textOpen = false;
    }
    text = piece;
    lastInText = last;
  }

  private void callContent(int bit) {
    calls.clear();
    for (int i = 0; i < rules.size(); i++) {
      if (active[i] > 0 && (rules.get(i).handlers() & bit) != 0) {
        calls.add(i);
      }
    }
    callDocument(bit);
  }

  private void callDocument(int bit) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).selector() == null && (rules.get(i).handlers() & bit) != 0) {
        calls.add(i);
      }
    }
  }

  private void beginElement(HtmlToken start) {
    begin(ELEMENT, start);
    OpenElement opened = new OpenElement(start, open.getLast(), charset);
    for (int i = 0; i < rules.size(); i++) {
      Selector selector = rules.get(i).selector();
      if (selector != null && selector.matches(opened)) {
        opened.matched.add(i);
        if ((rules.get(i).handlers() & 1) != 0) {
          calls.add(i);
        }
      }
    }
    element = opened;
    attributes = new ArrayList<>(start.attributes());
    attributeChanges = 0;
    prepended.setLength(0);
    if (calls.isEmpty()) {
      finishElement(opened);
      kind = 0;
    }
  }

  private boolean hasContent(OpenElement of) {
    return of.foreign ? !token.selfClosing() : !VOID.contains(of.name());
  }

  private void finishElement(OpenElement opened) {
    write(changes.before.toString());
    if (changes.removed) {
      write(changes.replacement.toString());
    } else {
      writeSource(newName != null || attributeChanges > 0 ? startTag() : token.raw());
    }
    if (!hasContent(opened)) {
      write(opened.end.after.toString());
      return;
    }
    write(prepended.toString());
    open.add(opened);
    opened.matched.forEach(i -> active[i]++);
    removedDepth += opened.contentRemoved ? 1 : 0;
    scanner.foreign(!opened.namespace.equals(OpenElement.HTML));
    if (!opened.foreign && RAW_TEXT.contains(opened.name())) {
      scanner.rawText(opened.name());
    }
  }

  private String startTag() {
    StringBuilder tag = new StringBuilder("<").append(newName != null ? newName : token.name());
    attributes.forEach(attribute -> tag.append(' ').append(attribute.source()));
    return tag.append(token.selfClosing() ? " />" : ">").toString();
  }

  private void beginEndTag(HtmlToken end) {
    begin(END_TAG, end);
    String name = end.name().toLowerCase(Locale.ROOT);
    int depth = open.size() - 1;
    while (depth > 0 && !open.get(depth).name().equals(name)) {
      depth--;
    }
    if (depth > 0) {
      while (open.size() > depth) {
        OpenElement closed = open.removeLast();
        closed.matched.forEach(i -> active[i]--);
        removedDepth -= closed.contentRemoved ? 1 : 0;
        if (closed.end.touched) {
          changes = closed.end;
        }
        newName = closed.newName != null ? closed.newName : newName;
        if (closed.endHandler >= 0) {
          calls.add(closed.endHandler);
        }
      }
      scanner.foreign(!open.getLast().namespace.equals(OpenElement.HTML));
    }
  }

  private void finishToken() {
    switch (kind) {
      case ELEMENT -> finishElement(Objects.requireNonNull(element));
      case TEXT -> finishSource(token.raw());
      case COMMENT -> finishSource(textChanged ? "<!--" + bytes(text) + "-->" : token.raw());
      case END_TAG -> finishSource(newName != null ? "</" + newName + ">" : token.raw());
      default -> finishSource(token.raw());
    }
  }

  private void finishSource(String source) {
    write(changes.before.toString());
    if (changes.removed) {
      write(changes.replacement.toString());
    } else {
      writeSource(source);
    }
    write(changes.after.toString());
  }

  private String bytes(String value) {
    return new String(texts.encode(value), StandardCharsets.ISO_8859_1);
  }

  private void writeSource(String source) {
    if (removedDepth == 0 && !source.isEmpty()) {
      out.writeBytes(source.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void write(String content) {
    if (removedDepth > 0 || content.isEmpty()) {
      return;
    }
    int from = 0;
    for (int slot = content.indexOf(SLOT); slot >= 0; slot = content.indexOf(SLOT, from)) {
      int end = content.indexOf(SLOT, slot + 1);
      out.writeBytes(texts.encode(content.substring(from, slot)));
      String filled = slots.remove(Integer.parseInt(content.substring(slot + 1, end)));
      out.writeBytes(texts.encode(filled == null ? "" : filled));
      from = end + 1;
    }
    out.writeBytes(texts.encode(content.substring(from)));
  }

  /** Keeps a place in contents for a text that comes later. */
  @HostAccess.Export
  public String slot(int number) {
    return SLOT + Integer.toString(number) + SLOT;
  }

  /** Gives the text for a place. */
  @HostAccess.Export
  public void fill(int number, String content, boolean html) {
    slots.put(number, ContentText.source(content, html));
  }

  private static String content(String content, boolean html, boolean slot) {
    return slot ? content : ContentText.source(content.replace(String.valueOf(SLOT), ""), html);
  }

  /** Puts content in front of the current token. */
  @HostAccess.Export
  public void before(String content, boolean html, boolean slot) {
    changes.before(content(content, html, slot));
  }

  /** Puts content behind the current token, or behind the element that it opens. */
  @HostAccess.Export
  public void after(String content, boolean html, boolean slot) {
    (element != null ? element.end : changes).after(content(content, html, slot));
  }

  /** Puts content in the place of the current token, or of the element that it opens. */
  @HostAccess.Export
  public void replace(String content, boolean html, boolean slot) {
    changes.replace(content(content, html, slot));
    removeElement();
  }

  /** Removes the current token, or the element that it opens. */
  @HostAccess.Export
  public void remove() {
    changes.remove();
    removeElement();
  }

  private void removeElement() {
    if (element != null) {
      element.end.remove();
      removeContent(element);
    }
  }

  private void removeContent(OpenElement of) {
    if (hasContent(of)) {
      prepended.setLength(0);
      of.end.before.setLength(0);
      of.contentRemoved = true;
    }
  }

  private OpenElement current() {
    return Objects.requireNonNull(element);
  }

  /** Removes the tags of the current element. */
  @HostAccess.Export
  public void removeAndKeepContent() {
    changes.remove();
    current().end.remove();
  }

  /** Whether the current token was removed; an element also is with what holds it. */
  @HostAccess.Export
  public boolean removed() {
    return changes.removed || (element != null && removedDepth > 0);
  }

  /** Puts content at the begin of the current element. */
  @HostAccess.Export
  public void prepend(String content, boolean html, boolean slot) {
    if (hasContent(current())) {
      prepended.insert(0, content(content, html, slot));
    }
  }

  /** Puts content at the end of the current element. */
  @HostAccess.Export
  public void append(String content, boolean html, boolean slot) {
    if (hasContent(current())) {
      current().end.before(content(content, html, slot));
    }
  }

  /** Replaces the content of the current element. */
  @HostAccess.Export
  public void setInnerContent(String content, boolean html, boolean slot) {
    if (hasContent(current())) {
      removeContent(current());
      prepended.append(content(content, html, slot));
    }
  }

  /** The name of the current tag. */
  @HostAccess.Export
  public String tagName() {
    return newName != null ? newName : token.name().toLowerCase(Locale.ROOT);
  }

  /** Gives the current tag another name. */
  @HostAccess.Export
  public void rename(String name) {
    if (name.isEmpty()) {
      throw fault.apply("Parser error: Tag name can't be empty.");
    }
    if (!HtmlScanner.isLetter(name.charAt(0))) {
      throw fault.apply(
          "Parser error: The first character of the tag name should be an ASCII alphabetical character.");
    }
    refuse(name, " \n\r\t\f/>", "tag");
    newName = name;
    if (element != null) {
      element.newName = name;
    }
  }

  private void refuse(String name, String forbidden, String what) {
    for (int i = 0; i < name.length(); i++) {
      if (forbidden.indexOf(name.charAt(i)) >= 0) {
        throw fault.apply(
            "Parser error: `"
                + name.charAt(i)
                + "` character is forbidden in the "
                + what
                + " name");
      }
    }
  }

  /** The namespace of the current element. */
  @HostAccess.Export
  public String namespace() {
    return current().namespace;
  }

  /** Has a handler called at the end tag of the current element. */
  @HostAccess.Export
  public void onEndTag(int number) {
    if (!hasContent(current())) {
      throw fault.apply("Parser error: No end tag.");
    }
    current().endHandler = number;
  }

  private int find(String name) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).is(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The value of an attribute, or null. */
  @HostAccess.Export
  public @Nullable String attribute(String name) {
    int index = find(name);
    return index < 0 ? null : texts.decode(attributes.get(index).value());
  }

  /** Sets an attribute. */
  @HostAccess.Export
  public void setAttribute(String name, String value) {
    if (name.isEmpty()) {
      throw fault.apply("Parser error: Attribute name can't be empty.");
    }
    refuse(name, " \n\r\t\f/>=", "attribute");
    int index = find(name);
    if (index < 0) {
      attributes.add(new Attribute(bytes(name.toLowerCase(Locale.ROOT)), bytes(value), null));
    } else {
      attributes.set(index, new Attribute(attributes.get(index).name(), bytes(value), null));
    }
    attributeChanges++;
  }

  /** Removes an attribute. */
  @HostAccess.Export
  public void removeAttribute(String name) {
    int index = find(name);
    if (index >= 0) {
      attributes.remove(index);
      attributeChanges++;
    }
  }

  /** The number of attributes. */
  @HostAccess.Export
  public int attributeCount() {
    return attributes.size();
  }

  /** The name of an attribute. */
  @HostAccess.Export
  public String attributeName(int index) {
    return texts.decode(attributes.get(index).name()).toLowerCase(Locale.ROOT);
  }

  /** The value of an attribute. */
  @HostAccess.Export
  public String attributeValue(int index) {
    return texts.decode(attributes.get(index).value());
  }

  /** How often attributes of the current element were changed. */
  @HostAccess.Export
  public int attributeChanges() {
    return attributeChanges;
  }

  /** The text of the current comment or piece of text. */
  @HostAccess.Export
  public String text() {
    return text;
  }

  /** Whether the current piece ends a text. */
  @HostAccess.Export
  public boolean lastInTextNode() {
    return lastInText;
  }

  /** Gives the current comment another text. */
  @HostAccess.Export
  public void setText(String value) {
    if (value.contains("-->") || value.contains("--!>")) {
      throw fault.apply("Parser error: Comment text shouldn't contain a comment-closing sequence.");
    }
    text = value;
    textChanged = true;
  }

  /**
   * A part of the current doctype: its name, public or system identifier; null where it has none.
   */
  @HostAccess.Export
  public @Nullable String doctype(int part) {
    return Doctype.part(texts.decode(token.name()), part);
  }
}
