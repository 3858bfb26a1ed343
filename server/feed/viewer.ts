import type { Audience } from '#shared/account'
import type { FeedChange, LaneEntity, Snapshot } from '#shared/feed'
import { digestOf } from '#shared/digest'
import { Status, openStatuses } from '#shared/incident'
import { isOnLaneOf, project } from '#shared/privacy'
import type { LaneThing, Picture, ReadChange } from './lane.ts'
import { entities } from './lane.ts'

/** For whom a stream is made. Wall, desk and leader share one each; those of a worker and of a helper are their own. */
export interface Viewer {
  audience: Audience
  /** Under which ids tasks are given to them: the worker and their team, or the specialist. */
  ownIds: readonly string[]
  gridId: string | null
}

/** A stream that everybody of an audience shares. */
export const everybodyAt = (audience: Audience): Viewer => ({ audience, ownIds: [], gridId: null })

/** May this viewer know of this thing at all? A worker: own grid and own tasks. A helper: doors of the own task. */
export function mayKnow({ audience, ownIds, gridId }: Viewer, entity: LaneEntity, thing: LaneThing): boolean {
  if (!isOnLaneOf(entity, audience)) return false
  if (audience !== 'worker' && audience !== 'helper') return true
  if (entity === 'worker') return ownIds.includes(thing.id)
  const isOfGrid = entity === 'incident' || entity === 'recheck'
  const isOwnGrid = isOfGrid && gridId !== null && thing.gridId === gridId
  return isOwnGrid || (thing.assigneeIds?.some((id) => ownIds.includes(id)) ?? false)
}

/**
 * One change for one viewer; null when its kind of thing never travels to them. What they may not know
 * (any more) is told as gone, so that nothing stays on a screen that should have left it.
 */
export function changeFor(viewer: Viewer, { seq, at, entity, id, revision, thing }: ReadChange): FeedChange | null {
  if (!isOnLaneOf(entity, viewer.audience)) return null
  if (!thing || !mayKnow(viewer, entity, thing)) return { seq, at, entity, id, revision, state: null, gone: true }
  return { seq, at, entity, id, revision: thing.revision, state: project(entity, thing, viewer.audience) }
}

export function snapshotFor(viewer: Viewer, picture: Picture, epoch: string, at: string): Snapshot {
  const shown = Object.fromEntries(
    entities.map((entity) => [
      entity,
      picture.things[entity]
        .filter((thing) => mayKnow(viewer, entity, thing))
        .map((thing) => project(entity, thing, viewer.audience)),
    ]),
  ) as Snapshot['entities'] // one list an entity, made by the line above
  return { epoch, seq: picture.seq, at, entities: shown }
}

/** What a client of this viewer should hold open, as one number. */
export function digestFor(viewer: Viewer, picture: Pick<Picture, 'seq' | 'things'>) {
  const open = picture.things.incident.filter((thing) => mayKnow(viewer, 'incident', thing) && isOpenThing(thing))
  return { seq: picture.seq, open: open.length, hash: digestOf(open) }
}

function isOpenThing(thing: LaneThing): boolean {
  const status = Status.safeParse('status' in thing ? thing.status : null)
  return status.success && openStatuses.has(status.data)
}
