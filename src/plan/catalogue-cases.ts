/** Problems of a table of cases that conditions are looked for in; part of the catalogue. */

export const casesProblems = {
  'unknown-column': {
    severity: 'error',
    en: "'{text}' is not a column of this table",
    zh: '“{text}”不是此表的列',
    help: 'one-of',
  },
  'text-among-numbers': {
    severity: 'error',
    en: "'{text}' is not a number, and {count} other cells of '{name}' are",
    zh: '“{text}”不是数值，而“{name}”列另有 {count} 格是数值',
    help: 'write-or',
  },
  'too-many-categories': {
    severity: 'error',
    en: "'{name}' holds {count} different texts; with more than {limit} they are names of cases, not conditions",
    zh: '“{name}”列有 {count} 种不同文本；超过 {limit} 种时是各例的名称，而不是条件',
    help: 'write',
  },
  'no-complete-case': {
    severity: 'error',
    en: "none of the {count} rows of '{text}' has a value in every column used",
    zh: '“{text}”的 {count} 行中，没有一行在所用各列都有值',
    help: 'write',
  },
  'incomplete-cases': {
    severity: 'warning',
    en: '{count} of {total} rows have no value in a column used, and are no cases',
    zh: '{total} 行中有 {count} 行在所用的某列没有值，不计入各例',
    help: 'write',
  },
  'not-comparable': {
    severity: 'error',
    en: "'{name}' holds texts, which '{text}' cannot be asked of",
    zh: '“{name}”列是文本，无法判断“{text}”',
    help: 'write',
  },
} as const
