import { distanceMeters, type Position } from '#shared/geo'
import type { RoadGraph } from './street/made-up-street.ts'

/** Ways through a road graph. */
export interface RoadNet {
  position(node: number): Position
  nearest(position: Position): number
  /** The nodes within so many metres; never empty, the nearest one is always among them. */
  around(position: Position, meters: number): number[]
  /** Nodes from `from` to `to` by the shortest way, both included. */
  route(from: number, to: number): number[]
}

/** A* with the straight distance as estimate: never longer than the road, so the first way found is the shortest. */
export function createRoadNet({ nodes, edges }: RoadGraph): RoadNet {
  const neighbours = nodes.map((): { node: number; meters: number }[] => [])
  for (const { a, b, lengthMeters } of edges) {
    neighbours[a]?.push({ node: b, meters: lengthMeters })
    neighbours[b]?.push({ node: a, meters: lengthMeters })
  }
  const position = (node: number): Position => {
    const found = nodes[node]
    if (!found) throw new Error(`expected a node below ${nodes.length}, got ${node}`)
    return found
  }
  const nearest = (place: Position) => {
    const meters = nodes.map((node) => distanceMeters(node, place))
    return meters.indexOf(Math.min(...meters))
  }

  const route = (from: number, to: number): number[] => {
    const goal = position(to)
    const walked = new Map([[from, 0]])
    const before = new Map<number, number>()
    const closed = new Set<number>()
    const queue = createQueue()
    queue.push(from, distanceMeters(position(from), goal))
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (node === to) return traceBack(before, to)
      if (closed.has(node)) continue
      closed.add(node)
      for (const next of neighbours[node] ?? []) {
        const meters = (walked.get(node) ?? 0) + next.meters
        if (meters >= (walked.get(next.node) ?? Infinity)) continue
        walked.set(next.node, meters)
        before.set(next.node, node)
        queue.push(next.node, meters + distanceMeters(position(next.node), goal))
      }
    }
    throw new Error(`no road from node ${from} to node ${to}`)
  }

  return {
    position,
    nearest,
    route,
    around(place, meters) {
      const near = nodes.flatMap((node, index) => (distanceMeters(node, place) <= meters ? [index] : []))
      return near.length > 0 ? near : [nearest(place)]
    },
  }
}

function traceBack(before: ReadonlyMap<number, number>, to: number): number[] {
  const way = [to]
  for (let node = before.get(to); node !== undefined; node = before.get(node)) way.push(node)
  return way.reverse()
}

/** A binary heap: the smallest cost comes out first. */
function createQueue() {
  const heap: { node: number; cost: number }[] = []
  const costAt = (index: number) => heap[index]?.cost ?? Infinity
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]]
    if (!a || !b) return
    heap[one] = b
    heap[other] = a
  }
  return {
    push(node: number, cost: number) {
      heap.push({ node, cost })
      for (let index = heap.length - 1; index > 0;) {
        const parent = (index - 1) >> 1
        if (costAt(parent) <= costAt(index)) return
        swap(parent, index)
        index = parent
      }
    },
    pop(): number | undefined {
      const [top] = heap
      const last = heap.pop()
      if (heap.length > 0 && last) heap[0] = last
      for (let index = 0; ;) {
        const left = 2 * index + 1
        const smallest = costAt(left + 1) < costAt(left) ? left + 1 : left
        if (costAt(smallest) >= costAt(index)) break
        swap(index, smallest)
        index = smallest
      }
      return top?.node
    },
  }
}
