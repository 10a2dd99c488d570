import type { UrlParameter } from './parameter.ts'

const modules = import.meta.glob<UrlParameter<unknown>>(
  ['./*.ts', '!./*.test.ts', '!./index.ts', '!./parameter.ts'],
  { eager: true, import: 'parameter' },
)

/** The parameters of the page's address, in its order: each file of this folder is one. */
export const PARAMETERS: readonly UrlParameter<unknown>[] = Object.values(modules).toSorted(
  (a, b) => a.place - b.place,
)
