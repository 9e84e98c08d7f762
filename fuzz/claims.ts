/** What holds of every answer, whatever was asked. */

import { gradeAt, type Projection, valueAt } from '../src/model/project.ts'
import { helpTexts, problemTexts } from '../src/plan/catalogue.ts'
import type { Problem, Words } from '../src/plan/problem.ts'
import type { Loaded } from '../src/plan/read.ts'
import { type Series, TOTAL } from '../src/plan/types.ts'
import { problemText } from '../src/render/problem.ts'

export function claim(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new Error(`not so: ${what}`)
}

/** A plan and no errors, or errors and no plan; every problem with a place inside its text, and every word filled in. */
export function isAnswer({ plan, problems }: Loaded): void {
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  claim((plan === null) === hasErrors, 'a plan if and only if there is no error')
  areProblems(problems)
  for (const { code, words } of problems) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come through
    claim(!/[\u0000-\u001f\u007f-\u009f]/.test(Object.values(words).join('')), `no control character in ${code}`)
  }
  if (plan === null) return
  for (const series of [plan.baseline, plan.assumptions, plan.measures]) holdsNumbers(series)
}

function holdsNumbers({ length, value, quantities }: Series): void {
  for (let row = 0; row < length; row++) {
    const isNumber = Number.isFinite(value[row])
    // `n/a` in an assumption is NaN and nothing else is: it says that there is no value.
    const isMissing = Number.isNaN(value[row])
    if (!isNumber && !isMissing && !quantities.has(row)) throw new Error(`row ${row} holds ${value[row]}`)
  }
}

export function areProblems(problems: readonly Problem[]): void {
  for (const each of problems) {
    hasPlace(each)
    hasWords(problemTexts[each.code], each.words)
    if (each.help === null) throw new Error(`${each.code} has no help`)
    hasWords(helpTexts[each.help.key], each.help.words)
  }
  const [first] = problems
  if (first === undefined) return
  for (const language of ['en', 'zh'] as const) {
    const text = problemText(first, { language, paint: (each) => each, width: null })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come through
    claim(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text), `no control character in: ${text}`)
    claim(text.length < 5000, `a problem is short: ${text}`)
  }
}

function hasPlace({ code, line, column, excerpt }: Problem): void {
  if (line === 0) return
  claim(column >= 1 && excerpt !== null, `${code} has a column and an excerpt`)
  const characters = Array.from(excerpt.text).length
  claim(excerpt.start >= 0 && excerpt.start <= characters, `${code} points into its excerpt`)
}

const placeholders = new WeakMap<object, readonly string[]>()

function hasWords(texts: { readonly en: string; readonly zh: string }, words: Words): void {
  let names = placeholders.get(texts)
  if (names === undefined) {
    names = [...`${texts.en}${texts.zh}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
    placeholders.set(texts, names)
  }
  for (const name of names) {
    const word = words[name]
    if (word === undefined) throw new Error(`no word for {${name}} in: ${texts.en}`)
  }
}

/** Every value of a projection is a number or null, and one that is there has a grade. */
export function areValues(projection: Projection): void {
  const { model, years } = projection
  for (const { index, name, level } of model.variables) {
    const sectors = level === 'total' ? [TOTAL] : model.plan.sectors.map((_, sector) => sector)
    for (const sector of sectors) {
      for (const year of years) {
        const value = valueAt(projection, index, sector, year)
        claim(value === null || Number.isFinite(value), `${name} is a number or null`)
      }
      const last = years.at(-1) ?? 0
      const isThere = valueAt(projection, index, sector, last) !== null
      claim((gradeAt(projection, index, sector, last) !== null) === isThere, `${name} has a grade if it has a value`)
    }
  }
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype] as const
const ownKeys = prototypes.map((each) => Reflect.ownKeys(each).map(String).join())

/** Nothing has been assigned to where every object would have it: such a property is seen in every object. */
export function areClean(): void {
  for (const name in []) throw new Error(`not so: no object has a property '${name}' of its own accord`)
}

/** As `areClean`, and nothing is gone or hidden either. Slower. */
export function areUntouched(): void {
  areClean()
  prototypes.forEach((each, i) => {
    claim(Reflect.ownKeys(each).map(String).join() === ownKeys[i], 'prototypes are as they were')
  })
}
