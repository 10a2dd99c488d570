import { stalled } from './http-problems.ts'

/** A host may be slow, but not silent for longer: the reader is told then, and may try again. */
export const MOST_SILENCE_MILLISECONDS = 20_000

type Request = Omit<RequestInit, 'signal'> & { readonly signal?: AbortSignal | undefined }

/**
 * `fetch`, whose answer begins within 20 seconds: else the request ends and the promise rejects with the
 * problem `http-stalled`. The body is to be read by `readChunks`, under the same limit.
 */
export async function fetchPatiently(url: string | URL, init: Request = {}): Promise<Response> {
  const { signal, ...rest } = init
  const silent = new AbortController()
  const timer = setTimeout(() => silent.abort(stalled(String(url))), MOST_SILENCE_MILLISECONDS)
  try {
    return await fetch(url, {
      ...rest,
      signal: signal ? AbortSignal.any([signal, silent.signal]) : silent.signal,
    })
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The body of an answer as it comes. Rejects with `http-stalled` where nothing comes for 20 seconds, and
 * with what `fetch` says of a connection that breaks. To leave it before its end ends the download.
 */
export async function* readChunks(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (!reader) return
  let isDone = false
  try {
    for (;;) {
      const step = await beforeSilence(reader.read(), response.url)
      isDone = step.done
      if (step.done) return
      yield step.value
    }
  } finally {
    // Not waited for: a connection that is silent may not say that it has ended either.
    if (!isDone) void reader.cancel().catch(() => undefined)
  }
}

/** The whole body of an answer, under the limit of `readChunks`. */
export async function readBytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of readChunks(response)) chunks.push(chunk)
  return joinChunks(chunks)
}

export function joinChunks(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let position = 0
  for (const chunk of chunks) {
    bytes.set(chunk, position)
    position += chunk.length
  }
  return bytes
}

async function beforeSilence<Value>(value: Promise<Value>, url: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stalled(url)), MOST_SILENCE_MILLISECONDS)
  })
  try {
    return await Promise.race([value, silence])
  } finally {
    clearTimeout(timer)
  }
}
