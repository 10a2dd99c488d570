/**
 * Has tasks take turns: at most so many are under way at a time, in the order in which they were given. Returns
 * the function that gives one, whose promise settles as the task's does.
 */
export function takeTurns(
  atOnce: number,
): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let underWay = 0
  return async (task) => {
    if (underWay >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else underWay++
    try {
      return await task()
    } finally {
      // The place goes on to the next one, and is not for others to take in between.
      const next = waiting.shift()
      if (next) next()
      else underWay--
    }
  }
}
