import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { RangeServer } from '../../tests/support/range-server.ts'
import type { ProblemError } from '../model/problem.ts'
import { fetchJson } from './fetch-json.ts'
import { HttpFile } from './http-file.ts'
import { MOST_SILENCE_MILLISECONDS } from './patient-fetch.ts'

const realTimeout = globalThis.setTimeout

let server: RangeServer
beforeAll(async () => {
  server = await RangeServer.start()
})
afterAll(() => server.stop())
// The client's clock alone: the server answers and the bytes travel as they do.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const bytes = new TextEncoder().encode(JSON.stringify({ layers: 'rivers '.repeat(1000) }))
const { signal } = new AbortController()

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: ProblemError) => error.problem?.code ?? error,
  )

/** What comes of a request once the client has waited so long; the server has had it by then. */
async function after(milliseconds: number, ask: () => Promise<unknown>): Promise<unknown> {
  const isAsked = new Promise<void>((done) => {
    server.onRequest = () => done()
  })
  let outcome: unknown = 'waiting'
  const asked = codeOf(ask()).then((code) => {
    outcome = code
  })
  await isAsked
  await settle()
  await vi.advanceTimersByTimeAsync(milliseconds)
  await Promise.race([asked, settle()])
  return outcome
}

/** Lets what is on its way between the client and the server arrive. */
function settle(): Promise<void> {
  return new Promise((done) => void realTimeout(done, 60))
}

it.each(['silent', 'stall'] as const)(
  'tells of a host that falls silent (%s) after 20 seconds, and not before',
  async (behaviour) => {
    const url = server.serve(`${behaviour}.fgb`, bytes, behaviour)
    for (const ask of [
      () => new HttpFile(url).readRange(0, 100, signal),
      () => new HttpFile(url).readWhole({ maxBytes: 1e6 }, signal),
      () => fetchJson(url),
    ]) {
      expect(await after(MOST_SILENCE_MILLISECONDS - 1, ask)).toBe('waiting')
      expect(await after(MOST_SILENCE_MILLISECONDS, ask)).toBe('http-stalled')
    }
  },
)

it('waits for a host that is slow, as long as something comes', async () => {
  const url = server.serve('slow.json', bytes, 'trickle')
  const answer = codeOf(fetchJson(url))
  for (let step = 0; step < 4; step++) {
    await settle()
    await vi.advanceTimersByTimeAsync(MOST_SILENCE_MILLISECONDS - 1000)
    server.trickle()
  }
  expect(await answer).toBeNull()
})

it('tells what is no catalogue from what does not come', async () => {
  const serve = (text: string) => server.serve('catalog.json', new TextEncoder().encode(text))
  expect(await codeOf(fetchJson(serve('<!doctype html>')))).toBe('http-web-page')
  expect(await codeOf(fetchJson(serve('{"layers": [')))).toBe('http-not-json')
  expect(await codeOf(fetchJson(`${server.origin}/none`))).toBe('http-not-found')
  expect(await codeOf(fetchJson('http://127.0.0.1:9/'))).toBe('http-unreachable')
})
