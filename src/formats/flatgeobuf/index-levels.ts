/** The nodes of one level of the index: `[first, end)`, counted from the root. */
export interface IndexLevel {
  readonly first: number
  readonly end: number
}

/**
 * The levels of a packed tree in the order of the file, the root first and the leaves, one a feature,
 * last. Even a single feature has a root above its leaf.
 */
export function indexLevels(featureCount: number, nodeSize: number): readonly IndexLevel[] {
  const counts = [featureCount]
  do counts.unshift(Math.ceil(counts[0]! / nodeSize))
  while (counts[0]! > 1)
  let end = 0
  return counts.map((count) => {
    const first = end
    end += count
    return { first, end }
  })
}

/** The number of nodes of the whole tree. */
export function indexNodeCount(featureCount: number, nodeSize: number): number {
  return indexLevels(featureCount, nodeSize).at(-1)!.end
}
