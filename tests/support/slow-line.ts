import { request as ask, createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SlowLine {
  /** The address of the same page by way of the slow line. */
  readonly url: string
  /** What has been asked for through it, in order: paths. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export interface LineSpeed {
  /** Of all answers together, as a line shares itself out. */
  readonly bytesPerSecond: number
  /** Before the first byte of each answer. */
  readonly latencyMilliseconds: number
}

const STEP_MILLISECONDS = 20

/**
 * A line of a given speed to a server on this machine, for a page and its workers alike (what a browser's own
 * tools slow down leaves workers out). Answers share the speed evenly, as they do on one line.
 */
export async function startSlowLine(to: string, speed: LineSpeed): Promise<SlowLine> {
  const asked: string[] = []
  const waiting = new Set<Sending>()
  const share = setInterval(() => {
    let budget = (speed.bytesPerSecond * STEP_MILLISECONDS) / 1000
    while (budget >= 1 && waiting.size > 0) {
      const each = Math.max(1, Math.floor(budget / waiting.size))
      for (const sending of waiting) {
        budget -= sendPart(sending, each)
        if (sending.body.length === 0) {
          sending.response.end()
          waiting.delete(sending)
        }
      }
    }
  }, STEP_MILLISECONDS)

  const server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '')
    const { host: _, ...headers } = incoming.headers
    ask(new URL(incoming.url ?? '', to), { method: incoming.method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        setTimeout(() => {
          response.writeHead(answer.statusCode ?? 500, answer.headers)
          response.flushHeaders()
          const sending: Sending = { response, body: Buffer.concat(parts) }
          waiting.add(sending)
          response.on('close', () => waiting.delete(sending))
        }, speed.latencyMilliseconds),
      )
    }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    asked,
    close() {
      clearInterval(share)
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Sending {
  readonly response: ServerResponse
  /** What is still to be sent. */
  body: Buffer
}

function sendPart(sending: Sending, bytes: number): number {
  const part = sending.body.subarray(0, bytes)
  sending.body = sending.body.subarray(part.length)
  sending.response.write(part)
  return part.length
}
