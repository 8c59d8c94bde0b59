package dev.perdure.workers.wire;

/** What looks at the bytes of an ArrayBuffer. */
public enum ViewType {
  INT8('b', 1),
  UINT8('B', 1),
  UINT8_CLAMPED('C', 1),
  INT16('w', 2),
  UINT16('W', 2),
  INT32('d', 4),
  UINT32('D', 4),
  FLOAT16('h', 2),
  FLOAT32('f', 4),
  FLOAT64('F', 8),
  BIGINT64('q', 8),
  BIGUINT64('Q', 8),
  DATA_VIEW('?', 1);

  private static final ViewType[] BY_TAG = new ViewType[128];

  static {
    for (ViewType type : values()) {
      BY_TAG[type.tag] = type;
    }
  }

  private final int tag;
  private final int elementSize;

  ViewType(int tag, int elementSize) {
    this.tag = tag;
    this.elementSize = elementSize;
  }

  /** The byte that stands for it in the format. */
  public int tag() {
    return tag;
  }

  /** The bytes of one element; offset and length are multiples of it. */
  public int elementSize() {
    return elementSize;
  }

  /**
   * The type that {@code tag} stands for.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ViewType of(int tag) {
    ViewType type = tag >= 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
    if (type == null) {
      throw new IllegalArgumentException("No view has the tag '" + tag + "'.");
    }
    return type;
  }
}
