import { ProblemError } from '../model/problem.ts'

/** What goes wrong between us and a host, each with what the user or the host can do about it. */

type Status = (url: string, status: number) => ProblemError

const notFound: Status = (url, status) =>
  new ProblemError({
    code: 'http-not-found',
    message: `There is no file at ${url} (status ${status}). Check the address in the catalogue.`,
    values: { url, status },
  })

const forbidden: Status = (url, status) =>
  new ProblemError({
    code: 'http-forbidden',
    message: `The host does not give out ${url} (status ${status}). Its owner must allow public reading.`,
    values: { url, status },
  })

const refused: Status = (url, status) =>
  new ProblemError({
    code: 'http-status',
    message: `The host answered for ${url} with status ${status}.`,
    values: { url, status },
  })

const failing: Status = (url, status) =>
  new ProblemError({
    code: 'http-server',
    message: `The host fails to give out ${url} for now (status ${status}). Try again later.`,
    values: { url, status },
  })

const BY_STATUS: Readonly<Record<number, Status>> = {
  401: forbidden,
  403: forbidden,
  404: notFound,
  410: notFound,
}

/** The problem that a status other than success stands for. */
export function statusProblem(url: string, status: number): ProblemError {
  return (BY_STATUS[status] ?? (isPassing(status) ? failing : refused))(url, status)
}

/** Whether the same request may succeed a moment later: RFC 9110 section 15.6, RFC 6585 section 4. */
export function isPassing(status: number): boolean {
  return status === 429 || status === 408 || status >= 500
}

export function interrupted(url: string): ProblemError {
  return new ProblemError({
    code: 'http-interrupted',
    message: `The connection broke while ${url} was being read, more than once. Try again.`,
    values: { url },
  })
}

export function stalled(url: string): ProblemError {
  return new ProblemError({
    code: 'http-stalled',
    message: `Nothing more came from ${url} for 20 seconds. Check the connection and try again.`,
    values: { url },
  })
}

export function changed(url: string): ProblemError {
  return new ProblemError({
    code: 'layer-changed',
    message: `The file at ${url} was replaced while it was being read. Load the layer again.`,
    values: { url },
  })
}

export function webPage(url: string): ProblemError {
  return new ProblemError({
    code: 'http-web-page',
    message: `The address ${url} gives a web page, not a layer: the file is not there, and the host answers with a page of its own.`,
    values: { url },
  })
}

export function notJson(url: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'http-not-json',
      message: `What is at ${url} is no JSON, or not all of it came. Try again.`,
      values: { url },
    },
    { cause },
  )
}

export function noRanges(url: string, byteLength: number | null, limit: number): ProblemError {
  const megabytes = (bytes: number) => Math.round(bytes / 1e6)
  return new ProblemError({
    code: 'http-no-ranges',
    message: `The host does not answer requests for parts of ${url}, and the file is too large to fetch whole (more than ${megabytes(limit)} MB). The host must allow HTTP range requests and must not compress them.`,
    values: { url, megabytes: megabytes(byteLength ?? limit), limit: megabytes(limit) },
  })
}

/**
 * Why a request got no answer at all. The browser does not tell a page; whether the host is there for
 * a request that asks for no permission (`no-cors`) tells a missing permission from a missing network.
 */
export async function unreachable(url: string, cause: unknown): Promise<ProblemError> {
  const values = { url }
  if (globalThis.navigator?.onLine === false) {
    return new ProblemError(
      {
        code: 'http-offline',
        message: `This device is offline: ${url} cannot be read. Try again once it is connected.`,
        values,
      },
      { cause },
    )
  }
  if (await isRefusedByOrigin(url)) {
    return new ProblemError(
      {
        code: 'http-cors',
        message: `The host of ${url} does not let other sites read it. It must send the header Access-Control-Allow-Origin.`,
        values,
      },
      { cause },
    )
  }
  return new ProblemError(
    {
      code: 'http-unreachable',
      message: `No answer from the host of ${url}. Check the address and the connection, and try again.`,
      values,
    },
    { cause },
  )
}

async function isRefusedByOrigin(url: string): Promise<boolean> {
  const origin = globalThis.location?.origin
  if (!origin || new URL(url, globalThis.location.href).origin === origin) return false
  try {
    await fetch(url, { method: 'HEAD', mode: 'no-cors' })
    return true
  } catch {
    return false
  }
}
