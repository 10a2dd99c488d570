import { isRecord } from '../model/is-record.ts'
import { type Problem, ProblemError, toProblem } from '../model/problem.ts'

/**
 * A typed request and response channel over a worker's messages. `Calls` maps each call to its request
 * and response; `Events` maps what the worker tells unasked. Aborting a call settles its promise at
 * once with the signal's reason, and the worker's own signal for that call is aborted too.
 */
export type CallMap = Record<string, { request: unknown; response: unknown }>
export type EventMap = Record<string, unknown>

type ToWorker =
  | { kind: 'call'; id: number; name: string; request: unknown }
  | { kind: 'abort'; id: number }

type FromWorker =
  /** The first message: the program has loaded. */
  | { kind: 'ready' }
  | { kind: 'result'; id: number; response: unknown }
  | { kind: 'problem'; id: number; problem: Problem }
  | { kind: 'event'; name: string; event: unknown }

/** What both `Worker` and a worker's own global scope offer; a `MessagePort` does, too. */
export interface MessageEnd {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

export interface Channel<Calls extends CallMap, Events extends EventMap> {
  call<Name extends keyof Calls & string>(
    name: Name,
    request: Calls[Name]['request'],
    options?: { signal?: AbortSignal; transfer?: Transferable[] },
  ): Promise<Calls[Name]['response']>
  /** Listens to an event; returns the function that stops listening. */
  on<Name extends keyof Events & string>(
    name: Name,
    listener: (event: Events[Name]) => void,
  ): () => void
}

/**
 * The page's end of the channel. Problems reject as `ProblemError`. Where the worker's program does not come
 * (`loaded` rejects, `watch-loading.ts`), so does every call, those to come included.
 */
export function openChannel<Calls extends CallMap, Events extends EventMap>(
  worker: MessageEnd,
  loaded: Promise<void> = Promise.resolve(),
): Channel<Calls, Events> {
  interface Waiting {
    resolve(response: unknown): void
    reject(reason: unknown): void
  }
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Set<(event: unknown) => void>>()
  let lastId = 0
  let failure: unknown

  loaded.catch((reason: unknown) => {
    failure = reason
    for (const call of waiting.values()) call.reject(reason)
    waiting.clear()
  })

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'ready') return
    if (data.kind === 'event') {
      for (const listener of listeners.get(data.name) ?? []) listener(data.event)
      return
    }
    const call = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.kind === 'result') call?.resolve(data.response)
    else call?.reject(new ProblemError(data.problem))
  })

  return {
    call(name, request, { signal, transfer = [] } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        if (failure) throw failure
        const id = ++lastId
        const abort = () => {
          waiting.delete(id)
          worker.postMessage({ kind: 'abort', id } satisfies ToWorker, [])
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', abort, { once: true })
        const settled = () => signal?.removeEventListener('abort', abort)
        waiting.set(id, {
          resolve(response) {
            settled()
            resolve(response as Calls[typeof name]['response'])
          },
          reject(reason) {
            settled()
            reject(reason)
          },
        })
        worker.postMessage({ kind: 'call', id, name, request } satisfies ToWorker, transfer)
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as (event: unknown) => void)
      return () => set.delete(listener as (event: unknown) => void)
    },
  }
}

export type Handlers<Calls extends CallMap> = {
  readonly [Name in keyof Calls]: (
    request: Calls[Name]['request'],
    signal: AbortSignal,
  ) => Promise<Calls[Name]['response']> | Calls[Name]['response']
}

/** Tells the page of an event. */
export type Tell<Events extends EventMap> = <Name extends keyof Events & string>(
  name: Name,
  event: Events[Name],
) => void

/**
 * The worker's end: answers every call with its handler. Bytes in a response (`ArrayBuffer` itself or
 * in the response's own fields) are transferred, not copied. Handlers may be loaded first: calls wait for
 * them in their order. Returns the function that tells events.
 */
export function serveChannel<Calls extends CallMap, Events extends EventMap>(
  scope: MessageEnd,
  toHandlers: (tell: Tell<Events>) => Handlers<Calls> | Promise<Handlers<Calls>>,
): Tell<Events> {
  const running = new Map<number, AbortController>()
  const post = (message: FromWorker, transfer: Transferable[] = []) =>
    scope.postMessage(message, transfer)

  scope.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind === 'abort') {
      running.get(data.id)?.abort(new DOMException('The call was aborted', 'AbortError'))
      return
    }
    const controller = new AbortController()
    running.set(data.id, controller)
    try {
      const handle = (await handlers)[data.name]!
      controller.signal.throwIfAborted()
      const response = await handle(data.request, controller.signal)
      if (!controller.signal.aborted) {
        post({ kind: 'result', id: data.id, response }, transferables(response))
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        post({ kind: 'problem', id: data.id, problem: toProblem(error) })
      }
    } finally {
      running.delete(data.id)
    }
  })
  const tell: Tell<Events> = (name, event) => post({ kind: 'event', name, event })
  const handlers = Promise.resolve(toHandlers(tell))
  handlers.then(
    () => post({ kind: 'ready' }),
    // The page hears of what is thrown outside of any call: the program has not come whole.
    (error) =>
      setTimeout(() => {
        throw error
      }),
  )
  return tell
}

function transferables(response: unknown): Transferable[] {
  const values = [response, ...(isRecord(response) ? Object.values(response) : [])]
  return values.filter((value) => value instanceof ArrayBuffer)
}
