import { ProblemError } from '../model/problem.ts'
import { interrupted, notJson, statusProblem, unreachable, webPage } from './http-problems.ts'
import { fetchPatiently, readBytes } from './patient-fetch.ts'

/** The JSON at an address, not yet validated. Rejects with a `ProblemError` whose code is `http-…`. */
export async function fetchJson(url: string): Promise<unknown> {
  let response: Response
  try {
    response = await fetchPatiently(url)
  } catch (error) {
    throw error instanceof ProblemError ? error : await unreachable(url, error)
  }
  if (!response.ok) throw statusProblem(url, response.status)
  let text: string
  try {
    text = new TextDecoder().decode(await readBytes(response))
  } catch (error) {
    throw error instanceof ProblemError ? error : interrupted(url)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    if (/^\s*</.test(text)) throw webPage(url)
    throw notJson(url, error)
  }
}
