import { describe, expect, it } from 'vitest'
import { takeTurns } from './take-turns.ts'

describe('tasks that take turns', () => {
  it('are begun in their order, so many at a time, and go on after one that fails', async () => {
    const inTurn = takeTurns(2)
    const begun: number[] = []
    const ends: { resolve(): void; reject(reason: Error): void }[] = []
    const give = (task: number) =>
      inTurn(() => {
        begun.push(task)
        return new Promise<number>((resolve, reject) => {
          ends.push({ resolve: () => resolve(task), reject })
        })
      })
    const results = [1, 2, 3, 4].map(give)
    expect(begun).toEqual([1, 2])
    ends[1]!.reject(new Error('gone'))
    await expect(results[1]).rejects.toThrow('gone')
    expect(begun).toEqual([1, 2, 3])
    results.push(give(5))
    ends[0]!.resolve()
    expect(await results[0]).toBe(1)
    ends[2]!.resolve()
    expect(await results[2]).toBe(3)
    expect(begun).toEqual([1, 2, 3, 4, 5])
  })
})
