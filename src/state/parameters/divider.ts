import type { UrlParameter } from './parameter.ts'

const MIDDLE = 50

/** How much of the width is map A where two are compared by a line between them, per cent. */
export const parameter: UrlParameter<number> = {
  name: 'divider',
  place: 19,
  isStep: false,
  default: MIDDLE,
  parse(text) {
    const percent = /^\d{1,3}$/.test(text) ? Number(text) : 101
    return percent <= 100 ? percent : undefined
  },
  format: String,
  read: ({ comparison }) => (comparison ? Math.round(comparison.divider * 100) : MIDDLE),
  write: (percent, { comparison }) =>
    comparison ? { comparison: { ...comparison, divider: percent / 100 } } : {},
}
