/** Chinese with numbers and Latin letters in it: a space between the two, as books are set; none beside punctuation. */

const han = /[\p{Script=Han}]/u
const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u
/** Nothing, or what stands as the sentence has it. */
const loose = /^$|[\s“”‘’…—·]/

/**
 * A sentence around texts that may begin and end in either writing: where a text meets a Chinese character of the sentence,
 * or another text, there is a space if one of the two is Latin or a number, and none if both are Chinese.
 *
 * @example spaced`由 ${'7,356 亿元'} 起增长${'5%'}` // 由 7,356 亿元起增长 5%
 */
export function spaced(sentence: TemplateStringsArray, ...texts: readonly (string | number | null)[]): string {
  return texts.reduce<string>((said, text, i) => {
    const before = sentence[i] ?? ''
    const after = sentence[i + 1] ?? ''
    const shown = String(text ?? '')
    const isSeparated = i > 0 && /^\s+$/.test(before)
    return joined(isSeparated ? said + shown : joined(said, shown, i > 0 && before === ''), after, false)
  }, sentence[0] ?? '')
}

/** @param areTexts  two texts meet, and the spaces of neither go */
function joined(left: string, right: string, areTexts: boolean): string {
  const [before, after] = areTexts ? [left, right] : [left.trimEnd(), right.trimStart()]
  const [first = ''] = after
  const last = [...before].at(-1) ?? ''
  if (loose.test(first) || loose.test(last)) return left + right
  const isChinese = [last, first].map((each) => wide.test(each))
  if (!isChinese.includes(true)) return left + right
  const needsSpace = isChinese.includes(false) && (han.test(last) || han.test(first))
  return needsSpace ? `${before} ${after}` : before + after
}
