const escape = (text) =>
  String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

class Html extends String {}

/** Makes HTML text of JSX. */
export function h(tag, attributes, ...children) {
  if (typeof tag === "function") {
    return tag({ ...attributes, children });
  }
  const head = Object.entries(attributes ?? {})
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join("");
  const body = children
    .flat()
    .map((child) => (child instanceof Html ? child : escape(child)))
    .join("");
  return new Html(`<${tag}${head}>${body}</${tag}>`);
}
