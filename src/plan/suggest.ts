/** Did you mean …? */

const LONGEST = 64

/**
 * Names within a few slips of what was written, nearest first; equally near ones in the order given.
 *
 * A slip is one character (code point) inserted, left out, changed, or swapped with its neighbour. One slip is
 * allowed in every three characters, and at least one, but never all of a name: `显` does not suggest `屏`.
 *
 * @returns at most three names; none for texts of more than 64 characters
 * @source Damerau (1964), in the restricted form (optimal string alignment): no character is edited twice
 * @example suggest('displys', ['phones', 'displays']) // ['displays']
 */
export function suggest(text: string, names: Iterable<string>): string[] {
  const written = Array.from(text.toLowerCase().slice(0, 2 * LONGEST))
  if (written.length > LONGEST || written.length === 0) return []
  const near: { name: string; slips: number }[] = []
  for (const name of names) {
    if (name === text || name.length > 2 * LONGEST) continue
    const candidate = Array.from(name.toLowerCase())
    const longer = Math.max(written.length, candidate.length)
    const allowed = Math.min(Math.max(1, Math.floor(longer / 3)), longer - 1)
    if (Math.abs(written.length - candidate.length) > allowed) continue
    const slips = slipsBetween(written, candidate)
    if (slips <= allowed) near.push({ name, slips })
  }
  near.sort((a, b) => a.slips - b.slips)
  return near.slice(0, 3).map((each) => each.name)
}

/** Restricted Damerau–Levenshtein distance, three rows at a time. */
function slipsBetween(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
