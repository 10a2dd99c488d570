import { expect, it } from 'vitest'
import type { ProblemError } from '../model/problem.ts'
import { type MessageEnd, openChannel } from './channel.ts'
import { loadOnce, watchLoading } from './watch-loading.ts'

/** A worker that only does what the test has it do. */
class StubWorker extends EventTarget {
  postMessage(): void {}
}

type Calls = { tile: { request: string; response: ArrayBuffer } }

function start() {
  const worker = new StubWorker()
  const loaded = watchLoading(worker, 'worker')
  const { call } = openChannel<Calls, never>(worker as unknown as MessageEnd, loaded)
  return { worker, loaded, call: () => call('tile', 'rivers') }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: ProblemError) => error.problem.code,
  )

it('tells what was asked of a worker, and what is asked later, that its program did not load', async () => {
  const { worker, call } = start()
  const before = codeOf(call())
  worker.dispatchEvent(new Event('error'))
  expect(await before).toBe('worker-not-loaded')
  expect(await codeOf(call())).toBe('worker-not-loaded')
})

it('takes an error of a program that runs for no failure to load', async () => {
  const { worker, loaded, call } = start()
  worker.dispatchEvent(new MessageEvent('message', { data: { kind: 'ready' } }))
  worker.dispatchEvent(new Event('error'))
  await loaded
  const answer = call()
  worker.dispatchEvent(
    new MessageEvent('message', { data: { kind: 'result', id: 1, response: new ArrayBuffer(3) } }),
  )
  expect((await answer).byteLength).toBe(3)
})

it('loads a part of a program once, and again where it did not come', async () => {
  let tries = 0
  const part = loadOnce('export-questions', async () => {
    if (++tries === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return tries
  })
  expect(await codeOf(part())).toBe('worker-not-loaded')
  expect(await Promise.all([part(), part()])).toEqual([2, 2])
})
