package dev.perdure.js.html;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element whose end tag has not come. Confined to the isolate's thread. */
final class OpenElement {
  static final String HTML = "http://www.w3.org/1999/xhtml";
  static final String SVG = "http://www.w3.org/2000/svg";
  static final String MATHML = "http://www.w3.org/1998/Math/MathML";

  private final String name;
  private final List<Attribute> attributes;
  private final @Nullable OpenElement parent;
  private final Charset charset;
  private final int index;
  private final int indexOfType;
  private final Map<String, Integer> childrenOfType = new HashMap<>();
  private int children;

  /** The namespace of what stands in it. */
  final String namespace;

  /** Whether it was written in SVG or MathML. */
  final boolean foreign;

  /** The handlers of its content, by the index of their selector. */
  final List<Integer> matched = new ArrayList<>();

  /** What happens to its end tag. */
  Changes end = new Changes();

  @Nullable String newName;
  int endHandler = -1;
  boolean contentRemoved;

  OpenElement(HtmlToken token, OpenElement parent, Charset charset) {
    this.name = token.name().toLowerCase(Locale.ROOT);
    this.attributes = List.copyOf(token.attributes());
    this.parent = parent;
    this.charset = charset;
    this.index = ++parent.children;
    this.indexOfType = parent.childrenOfType.merge(name, 1, Integer::sum);
    String written =
        switch (parent.namespace) {
          case HTML -> name.equals("svg") ? SVG : name.equals("math") ? MATHML : HTML;
          default -> parent.namespace;
        };
    this.foreign = !written.equals(HTML);
    this.namespace = isIntegrationPoint(written, name) ? HTML : written;
  }

  private OpenElement() {
    this.name = "";
    this.attributes = List.of();
    this.parent = null;
    this.charset = StandardCharsets.UTF_8;
    this.index = 0;
    this.indexOfType = 0;
    this.namespace = HTML;
    this.foreign = false;
  }

  /** What holds the elements that stand in no other. */
  static OpenElement document() {
    return new OpenElement();
  }

  private static boolean isIntegrationPoint(String namespace, String name) {
    return switch (namespace) {
      case SVG -> name.equals("foreignobject") || name.equals("desc") || name.equals("title");
      case MATHML -> List.of("mi", "mo", "mn", "ms", "mtext").contains(name);
      default -> false;
    };
  }

  String name() {
    return name;
  }

  int index() {
    return index;
  }

  int indexOfType() {
    return indexOfType;
  }

  /** The parent; null for an element that stands in no other. */
  @Nullable OpenElement parent() {
    return parent == null || parent.name.isEmpty() ? null : parent;
  }

  /** The value that an attribute had in the source. */
  @Nullable String attribute(String lowerName) {
    for (Attribute attribute : attributes) {
      if (attribute.is(lowerName)) {
        return new String(attribute.value().getBytes(StandardCharsets.ISO_8859_1), charset);
      }
    }
    return null;
  }
}
