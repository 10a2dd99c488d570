import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { ProblemError } from '../model/problem.ts'
import { type MessageEnd, openChannel, serveChannel } from './channel.ts'

type Calls = {
  double: { request: number; response: number }
  bytes: { request: number; response: ArrayBuffer }
  refuse: { request: undefined; response: undefined }
  break: { request: undefined; response: undefined }
  hang: { request: undefined; response: undefined }
}
type Events = { aborted: string }

const ports: { close(): void }[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

function connect() {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const tell = serveChannel<Calls, Events>(port2 as unknown as MessageEnd, () => ({
    double: (value) => value * 2,
    bytes: (length) => new ArrayBuffer(length),
    refuse() {
      throw new ProblemError({
        code: 'no-such-layer',
        message: 'No such layer',
        values: { id: 'x' },
      })
    },
    break() {
      throw new TypeError('a bug')
    },
    hang: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          tell('aborted', signal.reason.name)
          reject(signal.reason)
        })
      }),
  }))
  return openChannel<Calls, Events>(port1 as unknown as MessageEnd)
}

describe('the channel to a worker', () => {
  it('answers each call with its own response', async () => {
    const channel = connect()
    const answers = await Promise.all([1, 2, 3].map((value) => channel.call('double', value)))
    expect(answers).toEqual([2, 4, 6])
    expect((await channel.call('bytes', 16)).byteLength).toBe(16)
  })

  it('carries a problem with its code and values, and names a bug as one', async () => {
    const channel = connect()
    const problem = await channel.call('refuse', undefined).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ProblemError)
    expect((problem as ProblemError).problem).toMatchObject({
      code: 'no-such-layer',
      values: { id: 'x' },
    })
    await expect(channel.call('break', undefined)).rejects.toMatchObject({
      problem: { code: 'unexpected' },
    })
  })

  it('settles an aborted call at once and aborts the work behind it', async () => {
    const channel = connect()
    const told = new Promise<string>((resolve) => channel.on('aborted', resolve))
    const controller = new AbortController()
    const call = channel.call('hang', undefined, { signal: controller.signal })
    controller.abort(new DOMException('moved on', 'AbortError'))
    await expect(call).rejects.toThrow('moved on')
    expect(await told).toBe('AbortError')
  })
})
