/** Headings in English and Chinese, with units, years and the variables they may name. */

import { halfWidth } from './cells.ts'
import { parseYears } from './years.ts'

/** What a column may be. Names of variables and years are not in here. */
export type Heading = keyof typeof aliases

/** The contract's own name first is understood too; letter case and spaces do not matter. */
const aliases = {
  scenario: ['情景', '情境', '方案'],
  sector: ['行业', '板块', '产业', '部门'],
  variable: ['指标', '变量', 'indicator_name'],
  year: ['年份', '年度', '年', 'years'],
  value: ['数值', '值', 'values'],
  low: ['下限', '低值'],
  high: ['上限', '高值'],
  persistence: ['持续性'],
  unit: ['单位', 'units'],
  measure: ['口径'],
  status: ['状态'],
  source: ['来源', '出处', 'sources'],
  ref: ['依据', '条款'],
  note: ['备注', '说明', '注', 'notes', 'comment', 'comments', 'remark', 'remarks'],
  name_zh: ['中文名', '中文名称'],
  name_en: ['英文名', '英文名称'],
  group: ['分组', '类别'],
  inherits: ['继承', '上级情景', 'parent'],
  description: ['描述', '情景说明'],
  target: ['目标'],
  indicator: ['指标', '目标指标'],
  op: ['比较', '符号', 'operator'],
  project: ['项目'],
  start: ['投产', '投产年份'],
  full: ['达产', '达产年份'],
  ramp: ['爬坡'],
  output: ['产出', '达产产值'],
  realisation: ['兑现率', '实现率', 'realization'],
  delay: ['延迟', '推迟'],
  formula: ['公式'],
  sector_a: ['行业甲', '行业a'],
  sector_b: ['行业乙', '行业b'],
  variable_b: ['指标乙', '指标b'],
  correlation: ['相关系数'],
  linkage: ['关联'],
  from: ['自'],
  to: ['至'],
  coefficient: ['系数'],
} as const satisfies Record<string, readonly string[]>

/** Chinese names of the variables of the default equations. */
const variableAliases: ReadonlyMap<string, string> = new Map([
  ['营业收入', 'revenue'],
  ['营收', 'revenue'],
  ['增速', 'growth'],
  ['增长率', 'growth'],
  ['增长', 'growth'],
  ['增长速度', 'growth'],
  ['同比增速', 'growth'],
  ['研发强度', 'rd_intensity'],
  ['研发投入强度', 'rd_intensity'],
])

/** The variable a Chinese word means when the plan defines none of that name. */
export function variableAlias(name: string): string | undefined {
  return variableAliases.get(name)
}

/** Words for variables, to suggest from. */
export const variableWords: readonly string[] = ['revenue', 'growth', 'rd_intensity', ...variableAliases.keys()]

export type ReadHeading = {
  /** As written, without its unit. */
  readonly name: string
  readonly unit: string
  readonly heading: Heading | null
  /** Both 0 unless the heading is a year or a range of years. */
  readonly firstYear: number
  readonly lastYear: number
}

/** Understands headings among those a table may have. */
export type HeadingBook = { readonly byName: ReadonlyMap<string, Heading>; readonly words: readonly string[] }

/** The headings of one table, with the Chinese words for them. */
export function headingBook(headings: readonly Heading[]): HeadingBook {
  const byName = new Map<string, Heading>()
  for (const heading of headings) {
    for (const name of [heading, ...aliases[heading]]) if (!byName.has(name)) byName.set(name, heading)
  }
  return { byName, words: [...headings, ...[...byName.keys()].filter((name) => /[^a-z_]/.test(name))] }
}

/**
 * One heading: its name, its unit if it carries one in brackets, and what it is.
 *
 * @example readHeading('增速(%)', book)   // name 增速, unit %
 * @example readHeading('2026-2027', book) // firstYear 2026, lastYear 2027
 */
export function readHeading(text: string, { byName }: HeadingBook): ReadHeading {
  const { name, unit } = splitUnit(text)
  const key = name.toLowerCase().replace(/[\s-]+/g, '_')
  const heading = byName.get(key) ?? null
  const years = heading === null && /^\d/.test(halfWidth(name)) ? parseYears(name) : null
  const { first, last } = years?.ok === true ? years : { first: 0, last: 0 }
  return { name, unit, heading, firstYear: first, lastYear: last }
}

/** `revenue(亿元)`, `增速（%）`, `output [bn CNY]`. */
function splitUnit(text: string): { name: string; unit: string } {
  const last = text[text.length - 1] ?? ''
  const open = last === ')' ? '(' : last === '）' ? '（' : last === ']' ? '[' : last === '】' ? '【' : ''
  const at = open === '' ? -1 : text.lastIndexOf(open)
  // A heading may be typed with one bracket of each width.
  const start =
    at >= 0 ? at : last === '）' || last === ')' ? Math.max(text.lastIndexOf('('), text.lastIndexOf('（')) : -1
  if (start < 1) return { name: text, unit: '' }
  return { name: text.slice(0, start).trim(), unit: text.slice(start + 1, -1).trim() }
}
