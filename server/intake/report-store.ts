import type { Channel, Nature } from '#shared/channel'
import type { Position } from '#shared/geo'
import type { Incident } from '#shared/incident'
import type { KindId } from '#shared/kind'
import type { Report, Reporter } from '#shared/report'
import { maskPhone } from '#shared/resident'
import type { Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { incidentColumns } from '../incidents/incident-store.ts'

export interface NewReport {
  id: string
  incidentId: string
  channel: Channel
  nature: Nature
  text: string
  kind: KindId
  position: Position | null
  place: string
  address: string | null
  receivedAt: Instant
  observedAt: Instant | null
  needsAnswer: boolean
}

/** Keeps what was said, and apart from it and encrypted, who said it. */
export async function insertReport(db: Db, cipher: Cipher, report: NewReport, reporter: Reporter | undefined) {
  await db.query(
    `insert into report (id, incident_id, channel, nature, text, kind, position, place, address, received_at, observed_at, needs_answer)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      report.id, report.incidentId, report.channel, report.nature, report.text, report.kind,
      report.position && `(${report.position[0]},${report.position[1]})`, report.place, report.address,
      report.receivedAt, report.observedAt, report.needsAnswer,
    ], // prettier-ignore
  )
  if (!reporter?.name && !reporter?.phone) return
  const digits = reporter.phone?.replace(/\D/g, '') ?? ''
  await db.query(`insert into reporter (report_id, name_enc, phone_enc, phone_last4) values ($1, $2, $3, $4)`, [
    report.id,
    reporter.name ? cipher.encrypt(reporter.name) : null,
    reporter.phone ? cipher.encrypt(reporter.phone) : null,
    digits.length >= 4 ? cipher.fingerprint(digits.slice(-4)) : null,
  ])
}

interface ReportRow extends Omit<Report, 'phoneMasked' | 'hasName'> {
  nameEnc: Buffer | null
  phoneEnc: Buffer | null
}

const reportColumns = `
  r.id, r.incident_id as "incidentId", r.channel, r.nature, r.text, r.received_at as "receivedAt",
  r.observed_at as "observedAt", r.position, r.place, r.needs_answer as "needsAnswer",
  r.answered_at as "answeredAt", r.answer, p.name_enc as "nameEnc", p.phone_enc as "phoneEnc"`

export async function reportsOf(db: Db, cipher: Cipher, incidentId: string): Promise<Report[]> {
  const { rows } = await db.query<ReportRow>(
    `select ${reportColumns} from report r left join reporter p on p.report_id = r.id
     where r.incident_id = $1 order by r.received_at, r.id`,
    [incidentId],
  )
  return rows.map((row) => shown(row, cipher))
}

export async function findReport(db: Db, cipher: Cipher, id: string): Promise<Report | null> {
  const { rows } = await db.query<ReportRow>(
    `select ${reportColumns} from report r left join reporter p on p.report_id = r.id where r.id = $1`,
    [id],
  )
  return rows[0] ? shown(rows[0], cipher) : null
}

/** Who told us, in clear. The caller has written down that somebody looks. */
export async function reporterOf(db: Db, cipher: Cipher, reportId: string): Promise<Reporter> {
  const { rows } = await db.query<{ nameEnc: Buffer | null; phoneEnc: Buffer | null }>(
    `select name_enc as "nameEnc", phone_enc as "phoneEnc" from reporter where report_id = $1`,
    [reportId],
  )
  const [row] = rows
  return {
    ...(row?.nameEnc ? { name: cipher.decrypt(row.nameEnc) } : {}),
    ...(row?.phoneEnc ? { phone: cipher.decrypt(row.phoneEnc) } : {}),
  }
}

/** The informant of a 举报 is hidden even from the desk's list. */
function shown({ nameEnc, phoneEnc, ...report }: ReportRow, cipher: Cipher): Report {
  const isHidden = report.nature === 'denunciation'
  return {
    ...report,
    hasName: nameEnc !== null && !isHidden,
    phoneMasked: phoneEnc && !isHidden ? maskPhone(cipher.decrypt(phoneEnc)) : null,
  }
}

/** Open incidents, and those of one building and kind in the time before: what a call is compared with. */
export async function openIncidents(db: Db): Promise<Incident[]> {
  const { rows } = await db.query<Incident>(
    `select ${incidentColumns} from incident where status in ('received', 'assigned', 'on-scene', 'controlled', 'restored')`,
  )
  return rows
}

/** `fix`: the newest words about what was done. */
export async function earlierHere(
  db: Db,
  buildingId: string,
  kind: KindId,
  since: Instant,
): Promise<(Incident & { fix: string | null })[]> {
  const { rows } = await db.query<Incident & { fix: string | null }>(
    `select ${incidentColumns},
            (select note from fact where incident_id = incident.id and note is not null
               and kind in ('restored', 'rooted-out', 'done') order by at desc limit 1) as fix
     from incident
     where building_id = $1 and kind = $2 and received_at >= $3 and not drill and not false_alarm and merged_into_id is null
     order by received_at desc limit 10`,
    [buildingId, kind, since],
  )
  return rows
}
