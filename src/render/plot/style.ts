/** Colours of plots, light and dark, and what has which. Told apart without colour too: by place, label, or lightness. */

/** Colours by name; a page has them as custom properties. */
export type Colours = Readonly<Record<ColourName, string>>

const names = ['ink', 'muted', 'rule', 'paper', 'accent', 'more', 'less', 'outer', 'inner'] as const
export type ColourName = (typeof names)[number] | `s${number}`

/** So many series have a colour of their own: pairs of a dark and a light one, so that neighbours differ in grey too. */
export const SERIES_COLOURS = 12

const lightSeries = [
  '#2d5c8c',
  '#9cc3e6',
  '#17706c',
  '#93d1c3',
  '#7d661c',
  '#e3ca78',
  '#a1462c',
  '#efb39a',
  '#65488a',
  '#c9b8e0',
  '#56606c',
  '#c3c9d1',
]
const darkSeries = [
  '#4f86bf',
  '#b5d4f0',
  '#2f948f',
  '#a9dfd2',
  '#a4893a',
  '#ecd78f',
  '#c6674b',
  '#f3c4b0',
  '#8a6cb5',
  '#d8cbea',
  '#7b8592',
  '#d5dae0',
]

function series(colours: readonly string[]): Record<`s${number}`, string> {
  return Object.fromEntries(colours.map((colour, i) => [`s${i}`, colour]))
}

export const lightColours: Colours = {
  ink: '#1c2128',
  muted: '#5a6472',
  rule: '#d5dae1',
  paper: '#ffffff',
  accent: '#14508c',
  more: '#2a6fb0',
  less: '#b8501f',
  outer: '#cfe0f1',
  inner: '#9bbfe2',
  ...series(lightSeries),
}

export const darkColours: Colours = {
  ink: '#e6e9ee',
  muted: '#a3adba',
  rule: '#3a424d',
  paper: '#14181e',
  accent: '#8fc1f2',
  more: '#6aa9e6',
  less: '#ec9265',
  outer: '#26415c',
  inner: '#3c6a97',
  ...series(darkSeries),
}

export const fonts =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif'

/** The custom properties of a page, for `plotStyle(asProperties)` and for the rest of it. */
export function colourProperties(colours: Colours): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';')
}

export const asProperties: Colours = Object.fromEntries(
  Object.keys(lightColours).map((name) => [name, `var(--${name})`]),
) as Colours

/** What the shapes of every plot look like. */
export function plotStyle(colours: Colours): string {
  const { ink, muted, rule, paper, accent, more, less, outer, inner } = colours
  const fills = Array.from({ length: SERIES_COLOURS }, (_, i) => `.s${i}{fill:${colours[`s${i}`]}}`)
  return [
    `text{font:12px ${fonts};font-variant-numeric:tabular-nums;fill:${ink}}`,
    '.title{font-size:14px;font-weight:600}',
    `.background{fill:${paper}}`,
    `.quiet{fill:${muted}}`,
    '.strong{font-weight:600}',
    `.grid{stroke:${rule};stroke-width:1}`,
    `.axis{stroke:${muted};stroke-width:1}`,
    `.leader{stroke:${muted};stroke-width:.75;fill:none}`,
    `.threshold{stroke:${ink};stroke-width:1.5;stroke-dasharray:5 3}`,
    `.threshold-text{font-weight:600;stroke:${paper};stroke-width:3px;paint-order:stroke;stroke-linejoin:round}`,
    `.level{fill:${muted}}`,
    `.more{fill:${more}}`,
    `.less{fill:${less}}`,
    `.band-outer{fill:${outer}}`,
    `.band-inner{fill:${inner}}`,
    `.median{stroke:${accent};stroke-width:2;fill:none}`,
    `.central{stroke:${ink};stroke-width:1.5;stroke-dasharray:2 3;fill:none}`,
    `.path{stroke:${muted};stroke-width:1.5;fill:none}`,
    `.path-main{stroke:${accent};stroke-width:3;fill:none}`,
    `.dot{fill:${muted}}`,
    `.dot-main{fill:${accent}}`,
    ...fills,
    `.gap{stroke:${paper};stroke-width:1}`,
  ].join('\n')
}
