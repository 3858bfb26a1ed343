import type { Building, Community, Compound, Grid, Landmark } from '#shared/street'
import { canonicalPlace } from './place-words.ts'

/** What an address names: the narrowest thing of the street that stands in it. */
export type AddressMatch =
  | { kind: 'building'; building: Building }
  | { kind: 'compound'; compound: Compound }
  | { kind: 'landmark'; landmark: Landmark }
  | { kind: 'grid'; grid: Grid }
  | { kind: 'community'; community: Community }

export interface AddressBook {
  /** The longest name of the street that stands in the address, or null when there is none. */
  match(address: string): AddressMatch | null
}

interface Named {
  buildings: readonly Building[]
  compounds: readonly Compound[]
  grids: readonly Grid[]
  communities: readonly Community[]
  landmarks: readonly Landmark[]
}

export function createAddressBook({ buildings, compounds, grids, communities, landmarks }: Named): AddressBook {
  const compoundNames = new Map(compounds.map((compound) => [compound.id, compound.name]))
  // Of two names of one length the earlier wins, so the narrower kind stands first.
  const entries: Entry[] = [
    ...buildings.flatMap((building) => {
      const match: AddressMatch = { kind: 'building', building }
      return namesOf(building, compoundNames.get(building.compoundId ?? '')).map((name) => ({ name, match }))
    }),
    ...compounds.map((compound): Entry => ({ name: compound.name, match: { kind: 'compound', compound } })),
    ...landmarks.map((landmark): Entry => ({ name: landmark.name, match: { kind: 'landmark', landmark } })),
    ...grids.map((grid): Entry => ({ name: grid.name, match: { kind: 'grid', grid } })),
    ...communities.map((community): Entry => ({ name: community.name, match: { kind: 'community', community } })),
  ]
  const book = entries
    .flatMap(({ name, match }) => waysToWrite(name).map((text) => ({ text, match })))
    .sort((one, other) => other.text.length - one.text.length)

  return {
    match(address) {
      const canonical = canonicalPlace(address)
      // `翠屏里小区 8 号楼` and `翠屏里社区 8 号楼` are how people say `翠屏里 8 号楼`.
      const plain = canonical.replace(/小区|社区/gu, '')
      return book.find(({ text }) => names(canonical, text) || names(plain, text))?.match ?? null
    },
  }
}

interface Entry {
  name: string
  match: AddressMatch
}

/** A building is called by its place, or by its compound and its own name. */
function namesOf(building: Building, compoundName: string | undefined): string[] {
  return compoundName === undefined ? [building.place] : [building.place, `${compoundName} ${building.name}`]
}

/** `…8 号楼` is often said `…8 号`. */
function waysToWrite(name: string): string[] {
  const canonical = canonicalPlace(name)
  return canonical.endsWith('号楼') ? [canonical, canonical.slice(0, -1)] : [canonical]
}

/** Does the name stand in the address as a whole: `1 号楼` is not in `11 号楼`, and `8 号` not in `8 号院`? */
function names(address: string, name: string): boolean {
  const at = address.indexOf(name)
  if (at < 0) return false
  const [before, after] = [address.charAt(at - 1), address.charAt(at + name.length)]
  if (/^\d/u.test(name) && /\d/u.test(before)) return false
  if (/\d$/u.test(name) && /\d/u.test(after)) return false
  return !(name.endsWith('号') && /[院线店门]/u.test(after))
}
