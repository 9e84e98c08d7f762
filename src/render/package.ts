/**
 * What a data package says of results: what each table and column holds, of which bytes it consists, and on what it rests.
 *
 * @source Data Package 2.0 (datapackage.org): package, resource, table schema
 */

import { GRADES } from '../plan/types.ts'
import type { CheckRecord, Origin } from './json.ts'
import { planTitle } from './names.ts'
import { type Selection, unitsOf } from './selection.ts'

/** A table as it is written: `projection.csv`, and its text. */
export type PackagedTable = { readonly name: 'projection' | 'targets'; readonly text: string; readonly sha256: string }

type Field = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'year' | 'number'
  readonly description: string
  readonly constraints?: { readonly required?: true; readonly enum?: readonly string[] }
}

const required = { required: true } as const

const projectionFields: readonly Field[] = [
  { name: 'scenario', type: 'string', description: 'a scenario of the plan', constraints: required },
  { name: 'sector', type: 'string', description: "a sector of the plan; 'total' for totals", constraints: required },
  { name: 'variable', type: 'string', description: 'what the value is', constraints: required },
  { name: 'year', type: 'year', description: 'calendar year', constraints: required },
  { name: 'value', type: 'number', description: 'in `unit`; rates and shares are fractions; empty: no value' },
  { name: 'unit', type: 'string', description: '1 for rates and shares; empty: none is given' },
  {
    name: 'status',
    type: 'string',
    description: 'baseline: observed or estimated by the author; projected: computed',
    constraints: { required: true, enum: ['baseline', 'projected'] },
  },
  {
    name: 'grade',
    type: 'string',
    description: 'the weakest grade of the numbers it rests on',
    constraints: { enum: GRADES },
  },
]

const targetFields: readonly (Field & { readonly name: keyof CheckRecord })[] = [
  { name: 'scenario', type: 'string', description: 'a scenario of the plan', constraints: required },
  { name: 'target', type: 'string', description: 'a target of the plan', constraints: required },
  { name: 'indicator', type: 'string', description: 'the variable it is about', constraints: required },
  { name: 'sector', type: 'string', description: "its sector; 'total' for totals", constraints: required },
  { name: 'year', type: 'year', description: 'the year it is about', constraints: required },
  {
    name: 'op',
    type: 'string',
    description: 'how the value must stand to the threshold',
    constraints: { required: true, enum: ['>', '>=', '<', '<='] },
  },
  { name: 'threshold', type: 'number', description: 'in `unit`', constraints: required },
  { name: 'value', type: 'number', description: 'in `unit`; empty: no value' },
  { name: 'unit', type: 'string', description: '1 for rates and shares; empty: none is given' },
  {
    name: 'gap',
    type: 'number',
    description: 'how far beyond the threshold; below 0: short of it, whatever `op`; empty: no value',
  },
  {
    name: 'verdict',
    type: 'string',
    description: 'undetermined: no value, which is no pass',
    constraints: { required: true, enum: ['met', 'missed', 'undetermined'] },
  },
  { name: 'firstMet', type: 'year', description: 'the first year that meets it; empty: none' },
]

const described = {
  projection: {
    title: 'Every value of every scenario',
    fields: projectionFields,
    primaryKey: ['scenario', 'sector', 'variable', 'year'],
  },
  targets: {
    title: 'Every target under every scenario',
    fields: targetFields,
    primaryKey: ['scenario', 'target'],
  },
} as const

/** Under `yuce` in the package: by this a folder is known as one of ours. */
export const PACKAGE_SCHEMA = 'yuce/package@1'

/**
 * `datapackage.json`, a line end after it. No date and no path of a machine.
 *
 * @param own  the text of the plan's own `datapackage.json`, whose sources and licences hold for the results; null if none
 */
export function packageText(
  { model, variables }: Selection,
  origin: Origin,
  tables: readonly PackagedTable[],
  own: string | null,
): string {
  const { plan } = model
  const { sources, licenses } = inherited(own)
  const title = planTitle(plan, 'zh')
  const english = planTitle(plan, 'en')
  const { settings, version, inputs } = origin
  const descriptor = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: slug(plan.name),
    title,
    ...(english === title ? {} : { title_en: english }),
    ...(licenses.length === 0 ? {} : { licenses }),
    ...(sources.length === 0 ? {} : { sources }),
    resources: tables.map(resource),
    yuce: {
      schema: PACKAGE_SCHEMA,
      version,
      plan: origin.plan,
      inputs,
      ...(settings.length === 0 ? {} : { settings }),
      units: unitsOf({ model, variables }),
    },
  }
  return `${JSON.stringify(descriptor, null, 2)}\n`
}

function resource({ name, text, sha256 }: PackagedTable) {
  const { title, fields, primaryKey } = described[name]
  return {
    name,
    path: `${name}.csv`,
    type: 'table',
    title,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: Buffer.byteLength(text),
    hash: `sha256:${sha256}`,
    schema: { fields, primaryKey, missingValues: [''] },
  }
}

/** A name as packages have it: small letters, digits and a few signs. */
function slug(name: string): string {
  const text = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return text === '' ? 'plan' : text
}

/**
 * Sources and licences that the standard can say; others would make the package one that no reader takes.
 *
 * @param own  has been read as a plan's: an object, and no fault in it
 */
function inherited(own: string | null): { sources: object[]; licenses: object[] } {
  const root = own === null ? {} : objectOf(JSON.parse(own))
  const kept = (list: unknown, keys: readonly string[]) =>
    (Array.isArray(list) ? list : []).map((each) =>
      Object.fromEntries(
        Object.entries(objectOf(each)).filter(([key, value]) => keys.includes(key) && isSaid(key, value)),
      ),
    )
  return {
    sources: kept(root['sources'], ['title', 'path', 'email', 'version']).filter(
      (each) => Object.keys(each).length > 0,
    ),
    licenses: kept(root['licenses'], ['name', 'path', 'title']).filter((each) => 'name' in each || 'path' in each),
  }
}

/** An address only in full: a path of the plan's folder leads nowhere in another. */
function isSaid(key: string, value: unknown): boolean {
  if (typeof value !== 'string') return false
  return key === 'path' ? /^(?:https?|ftp):\/\//.test(value) : key !== 'name' || /^[-a-zA-Z0-9._]+$/.test(value)
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
