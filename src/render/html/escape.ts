/** Text in HTML and SVG: nothing that a plan says starts markup, ends an attribute, or turns the direction of a line. */

import { clean } from '../width.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/**
 * A text as the content of an element or of a quoted attribute. Control and format characters go, as at a terminal:
 * the marks that turn the direction of writing are among them.
 *
 * @example escaped('<b> & "c"') // '&lt;b&gt; &amp; &quot;c&quot;'
 */
export function escaped(text: string): string {
  return exactly(clean(text))
}

/** As `escaped`, to the last character: for what is to be copied. */
export function exactly(text: string): string {
  return text.replace(/[&<>"'`]/g, (each) => entities[each] ?? each)
}

/** ` class="total" id="a"`; what is null is left out, what is true stands alone. Names are ours, values anyone's. */
export function attributes(values: Readonly<Record<string, string | number | true | null>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === null ? '' : value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`,
    )
    .join('')
}
