/** Text of HTML put in place of what stands there, node by node: what says the same is neither made nor laid out anew. */

const shown = new WeakMap<Element, string>()

export function fill(place: Element, html: string): void {
  if (shown.get(place) === html) return
  shown.set(place, html)
  const next = document.createElement('template')
  next.innerHTML = html
  patchChildren(place, next.content)
}

function patchChildren(old: Node, next: Node): void {
  const [before, after] = [[...old.childNodes], [...next.childNodes]]
  before.slice(after.length).forEach((node) => {
    node.remove()
  })
  after.forEach((node, i) => {
    const there = before[i]
    if (there === undefined) old.appendChild(node)
    else patch(there, node)
  })
}

function patch(old: ChildNode, next: ChildNode): void {
  if (old instanceof Element && next instanceof Element && old.nodeName === next.nodeName) {
    patchAttributes(old, next)
    patchChildren(old, next)
  } else if (old instanceof Text && next instanceof Text) {
    if (old.data !== next.data) old.data = next.data
  } else old.replaceWith(next)
}

function patchAttributes(old: Element, next: Element): void {
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
}
