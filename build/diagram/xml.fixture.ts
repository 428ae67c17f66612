/** An element of an XML document, as strict a reading as browsers have of SVG. */
export type Element = {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Element[];
  text: string;
};

const token = /<!--[\s\S]*?-->|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;

/**
 * Reads a document of elements, attributes and text.
 *
 * @throws Error where it is not well-formed
 */
export function parseXml(source: string): Element {
  const root: Element = { name: '#document', attributes: {}, children: [], text: '' };
  const open = [root];
  let end = 0;
  for (const match of source.matchAll(token)) {
    const [whole, closing, name, attributes = '', isEmpty, text] = match;
    const parent = open.at(-1) ?? root;
    if (match.index !== end) break;
    end += whole.length;
    if (closing !== undefined) {
      if (parent.name !== closing) throw new Error(`</${closing}> closes <${parent.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const element: Element = { name, attributes: attributesIn(attributes), children: [], text: '' };
      parent.children.push(element);
      if (isEmpty !== '/') open.push(element);
    } else if (text !== undefined) parent.text += decoded(text);
  }
  if (end !== source.length) throw new Error(`cannot read on at: ${source.slice(end, end + 60)}`);
  const [element, ...others] = root.children;
  if (open.length !== 1 || element === undefined || others.length > 0) throw new Error('not one closed root element');
  return element;
}

function attributesIn(text: string): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w:-]+)="([^"]*)"/gu)) {
    if (name in found) throw new Error(`attribute ${name} is there twice`);
    found[name] = decoded(value);
  }
  return found;
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+);|#(\d+);|(\w+);|)/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      const known = name === undefined ? undefined : entities[name];
      if (known === undefined) throw new Error(`'${whole}' is no entity of XML`);
      return known;
    },
  );
}

/** All elements below one, itself included, that have a class. */
export function withClass(element: Element, name: string): Element[] {
  const own = (element.attributes['class'] ?? '').split(' ').includes(name) ? [element] : [];
  return [...own, ...element.children.flatMap((child) => withClass(child, name))];
}
