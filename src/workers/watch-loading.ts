import { ProblemError } from '../model/problem.ts'

/** What a watched worker offers; tests stand in for it. */
export interface WatchedWorker {
  addEventListener(type: 'message' | 'error', listener: (event: Event) => void): void
}

/**
 * Whether the program of a worker comes: `loaded` resolves with its first message, of which there is one as
 * soon as it runs (`serveChannel`), and rejects with the problem `worker-not-loaded` where the browser could
 * not get, or would not run, its script. Browsers say no more than that.
 */
export function watchLoading(worker: WatchedWorker, name: string): Promise<void> {
  const loaded = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', () => resolve())
    worker.addEventListener('error', () => reject(notLoaded(name)))
  })
  // Who has nothing to do with it need not listen.
  loaded.catch(() => undefined)
  return loaded
}

/**
 * Loads a part of a worker's program when it is first needed, and once; what failed is tried again. Rejects
 * with the problem `worker-not-loaded`.
 */
export function loadOnce<Part>(name: string, load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined
  return () => {
    loading ??= load().catch((cause: unknown) => {
      loading = undefined
      throw notLoaded(name, { cause })
    })
    return loading
  }
}

function notLoaded(name: string, options?: ErrorOptions): ProblemError {
  return new ProblemError(
    {
      code: 'worker-not-loaded',
      message: `The program ${name} did not load: it is not there, has another type than a script, or is blocked.`,
      values: { name },
    },
    options,
  )
}
