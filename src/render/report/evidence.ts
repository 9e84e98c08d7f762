/** What a result rests on: grades, warnings, equations and sources. */

import { provenanceOf } from '../../analyses/provenance.ts'
import { NO_ORIGIN } from '../../model/given.ts'
import { gradeName } from '../../model/grades.ts'
import type { Projection } from '../../model/project.ts'
import type { Model } from '../../model/types.ts'
import type { Problem } from '../../plan/problem.ts'
import { GRADES, type Grade, type Plan, type Series } from '../../plan/types.ts'
import { attributes, escaped } from '../html/escape.ts'
import { messages } from '../messages.ts'
import { unitName, variableName } from '../names.ts'
import { formatPercent, roundedParts } from '../numbers.ts'
import { problemRecord } from '../problem.ts'
import type { Style } from '../projection.ts'
import { provenanceLine } from '../provenance.ts'
import { cell, keyColumn, numberColumn, row, type Table, table } from '../table.ts'
import { reportWords } from '../words-report.ts'
import { scrollable } from './figure.ts'
import { equationMathml } from './mathml.ts'

/** How much of the base year and of the assumptions is of which grade, and the same for every input. */
export function provenanceHtml(projection: Projection, style: Style): string {
  const { model } = projection
  const { language } = style
  const words = reportWords[language]
  const provenance = provenanceOf(projection)
  const { baseline, assumptions } = provenance
  const variable = baseline === null ? undefined : model.variables[baseline.variable]
  const shares = roundedParts(
    GRADES.map((grade) => baseline?.shares[grade] ?? 0),
    2,
    1,
  ).parts
  const columns = [
    keyColumn(words.grade),
    ...(baseline === null || variable === undefined
      ? []
      : [numberColumn(words.shareOf(variableName(model, variable, language), baseline.year))]),
    numberColumn(words.countOf),
  ]
  const rows = GRADES.map((grade, i) =>
    row([
      cell(messages(language).grades[grade]),
      ...(baseline === null ? [] : [cell(formatPercent(shares[i] ?? 0, 0))]),
      cell(String(assumptions[grade])),
    ]),
  )
  return `<p>${escaped(provenanceLine(model, provenance, style).text)}</p>
${scrollable(table(columns, rows), words.grade)}
<h3>${words.inputs}</h3>
${scrollable(inputTable(projection, style), words.inputs)}`
}

/** Each input with how many of its numbers are of which grade. */
function inputTable({ model, inputs }: Projection, { language }: Style): Table {
  const words = reportWords[language]
  const all = messages(language)
  const columns = [keyColumn(words.inputs), ...GRADES.map((grade) => numberColumn(all.grades[grade]))]
  const rows = model.variables.flatMap((variable) => {
    const given = inputs.given[variable.index] ?? null
    if (given === null || variable.origin === 'projects') return []
    const counts: Record<Grade, number> = { official: 0, press: 0, derived: 0, assumed: 0 }
    given.origins.forEach((origin, place) => {
      if (origin !== NO_ORIGIN) counts[gradeName(given.grades[place] as number)]++
    })
    if (GRADES.every((grade) => counts[grade] === 0)) return []
    const cells = GRADES.map((grade) => cell(counts[grade] === 0 ? '' : String(counts[grade])))
    return [row([cell(variableName(model, variable, language)), ...cells])]
  })
  return table(columns, rows)
}

export function problemsHtml(problems: readonly Problem[], { language }: Style): string {
  if (problems.length === 0) return `<p>${reportWords[language].noProblems}</p>`
  const items = problems.map((each) => {
    const { file, line, message, help } = problemRecord(each, language)
    const place = file === '' ? '' : `<code>${escaped(line === 0 ? file : `${file}:${line}`)}</code> `
    const way = help === null ? '' : `<br><span class="quiet">${escaped(help)}</span>`
    return `<li>${place}${escaped(message)}${way}</li>`
  })
  return `<ul class="problems">\n${items.join('\n')}\n</ul>`
}

export function equationsHtml(model: Model, { language }: Style): string {
  const words = reportWords[language]
  const symbols = (name: string) => {
    const variable = model.variables[model.variableByName.get(name) ?? -1]
    if (variable === undefined) return { label: name, level: 'sector' as const }
    const label = variableName(model, variable, language)
    return { label, level: variable.level }
  }
  const items = model.variables.flatMap(({ name, expression, formula, unit }) => {
    if (expression === null) return []
    const math = equationMathml(name, expression, symbols, language)
    const said = [`${name} = ${formula ?? ''}`, unitName(unit, language) ?? '']
      .filter((text) => text !== '')
      .join(' · ')
    return [
      `<div${attributes({ class: 'equation', role: 'group', tabindex: 0, 'aria-label': name })}>${math}<p class="quiet"><code>${escaped(said)}</code></p></div>`,
    ]
  })
  return `<p class="quiet">${words.bySectorNote}</p>\n${items.join('\n')}`
}

/** A source of the data package, as far as it says anything. */
type PackageSource = { readonly title: string; readonly path: string | null }

export function sourcesHtml(plan: Plan, { language }: Style): string {
  const words = reportWords[language]
  const ofPlan = packageSources(plan)
  const ofRows = rowSources(plan)
  if (ofPlan.length === 0 && ofRows.length === 0) return `<p>${words.noSources}</p>`
  const list = (heading: string, items: readonly string[]) =>
    items.length === 0
      ? ''
      : `<h3>${heading}</h3>\n<ul class="sources">\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`
  return [
    list(
      words.ofPlan,
      ofPlan.map(({ title, path }) => `${escaped(title)} ${path === null ? '' : linked(path)}`),
    ),
    list(
      words.ofRows,
      ofRows.map(({ text, rows }) => `${linked(text)} <span class="quiet">${words.rowCount(rows)}</span>`),
    ),
  ].join('\n')
}

/** Read again from the file, of which a plan keeps only what it computes with. */
function packageSources({ files }: Plan): PackageSource[] {
  const text = files.find(({ name }) => name === 'datapackage.json')?.text
  if (text === undefined) return []
  const parsed: unknown = JSON.parse(text)
  const sources = isRecord(parsed) && Array.isArray(parsed['sources']) ? (parsed['sources'] as unknown[]) : []
  return sources.flatMap((source) => {
    if (!isRecord(source)) return []
    const [title, path] = [source['title'], source['path']]
    if (typeof title !== 'string') return typeof path === 'string' ? [{ title: '', path }] : []
    return [{ title, path: typeof path === 'string' ? path : null }]
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The sources that rows name, in the order of the tables, each once, with how many rows it stands behind. */
function rowSources({ baseline, assumptions, projects }: Plan): { text: string; rows: number }[] {
  const counts = new Map<string, number>()
  const count = (source: string | null) => {
    if (source !== null && source.trim() !== '') counts.set(source, (counts.get(source) ?? 0) + 1)
  }
  for (const series of [baseline, assumptions]) countSources(series, count)
  for (const { annotation } of projects) count(annotation.source)
  return [...counts].map(([text, rows]) => ({ text, rows }))
}

function countSources({ length, annotation, annotations }: Series, count: (source: string | null) => void): void {
  for (let i = 0; i < length; i++) count(annotations[annotation[i] as number]?.source ?? null)
}

/** A text with the web addresses in it made links; nothing else becomes one. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"'`，。；、）]+)/)
    .map((part, i) => {
      if (i % 2 === 0) return escaped(part)
      return `<a${attributes({ href: part, rel: 'noopener noreferrer' })}>${escaped(part)}</a>`
    })
    .join('')
}
