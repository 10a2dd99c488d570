export { randomFrom } from '../../src/model/random.ts'

/** One of several. */
export function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!
}
