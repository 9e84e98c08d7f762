/** What was measured, as Markdown for docs/performance.md. */

/** Three digits that count: 0.0123, 1.04, 35.2, 1,230. */
export const rounded = (value) =>
  value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 })

/** 1.2e-5 */
export const scientific = (value) => value.toExponential(1)

/** 2¹⁴, 10⁶ */
export const power = (base, exponent) =>
  `${base}${String(exponent).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])}`

export const powerOfTen = (value) => power(10, Math.round(Math.log10(value)))

/** @param heads  of the columns; the first is that of the names, and often empty */
export function printTable(title, heads, rows) {
  const ruler = heads.map((_, column) => (column === 0 ? '---' : '--:'))
  const lines = [heads, ruler, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  console.log(`\n**${title}**\n\n${lines.join('\n')}`)
}

export function printNote(text) {
  console.log(`\n${text}`)
}

/** Medians as ratios to some of the jobs; one that was not run is left out. */
export function printRatios(title, results, bases) {
  const known = bases.flatMap((name) => results.find((each) => each.name === name) ?? [])
  const rows = results.map(({ name, wall }) => [name, ...known.map((base) => rounded(wall / base.wall))])
  printTable(title, ['', ...known.map(({ name }) => `× ${name}`)], rows)
}

/** What each job used, time as ratios to the first. */
export function printUsage(title, results) {
  const [base] = results
  printTable(
    title,
    ['', `time × ${base.name}`, `processor time × ${base.name}`, 'peak MB'],
    results.map(({ name, wall, cpu, peak }) => [
      name,
      rounded(wall / base.wall),
      rounded(cpu / base.cpu),
      peak.toFixed(0),
    ]),
  )
}
