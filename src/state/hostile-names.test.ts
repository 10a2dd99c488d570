import { expect, it } from 'vitest'
import { useAtlas } from './store.ts'
import { parseAddress, toAddressed } from './url.ts'

it('takes names that every object has, in an address, for names that it does not know', () => {
  for (const name of Object.getOwnPropertyNames(Object.prototype)) {
    for (const search of [
      `?${name}=${name}`,
      `?lang=${name}&proj=${name}&theme=${name}&at=${name}&z=${name}&fit=${name}`,
      `?layers=${name},${name}~${name},land~${name}&panel=${name}`,
    ]) {
      const address = parseAddress(search)
      const before = useAtlas.getState()
      const addressed = toAddressed(before, address, () => undefined)
      expect([search, { ...before, ...addressed }.layers.map(({ id }) => id)]).toEqual([search, []])
      expect({ ...before, ...addressed }.projection).toBe(before.projection)
    }
  }
})
