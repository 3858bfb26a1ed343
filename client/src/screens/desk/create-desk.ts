import { useEventListener } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { SentBuildings, SentDrawing } from '#shared/sent-drawing'
import type { SeenIncident } from '../../board/things.ts'
import { useLive } from '../../board/useLive.ts'
import { commands } from '../../commands/commands.ts'
import { newId } from '../../commands/new-id.ts'
import { createOutbox } from '../../commands/outbox.ts'
import { createReportSender } from '../../commands/report-sender.ts'
import { problemKey } from '../../feed/ask.ts'
import { useAnswer } from '../../feed/useAnswer.ts'
import { provideNotebook } from '../../panels/desk/notebook.ts'
import { useSay } from '../../panels/desk/useSay.ts'
import { usePositions } from '../../positions/usePositions.ts'
import { useWords } from '../../words/useWords.ts'
import { useBefore } from './useBefore.ts'
import { useCall } from './useCall.ts'
import { useChoice } from './useChoice.ts'
import { useDeclare } from './useDeclare.ts'
import { useDeskAlarms } from './useDeskAlarms.ts'
import { useDeskQueue } from './useDeskQueue.ts'
import { useDeskTarget } from './useDeskTarget.ts'
import { useDetail } from './useDetail.ts'
import { useDispatch } from './useDispatch.ts'
import { useDrawKeys } from './useDrawKeys.ts'
import { useFoundPlace } from './useFoundPlace.ts'
import { useIdle } from './useIdle.ts'
import { useIncidentCommands } from './useIncidentCommands.ts'
import { useLegs } from './useLegs.ts'
import { useMerging } from './useMerging.ts'
import { useReveals } from './useReveals.ts'
import { useWhistling } from './useWhistling.ts'

/** Rows speak in minutes: two hundred of them are not drawn anew every second. */
const QUEUE_STEP_MS = 5_000

/** The one place where the parts of the desk meet. Nothing here decides; what a part does stands in its own file. */
export function createDesk() {
  const router = useRouter()
  const { t } = useWords()
  const { age } = useSay()
  const { socket, board, link, now, checkedAt, demoRate } = useLive()
  const tracks = usePositions(socket)
  const nowMs = computed(() => now.value ?? 0)
  const isIdle = useIdle()
  const notebook = provideNotebook()
  const { value: drawing } = useAnswer(SentDrawing, '/api/places/drawing')
  const { value: sentBuildings } = useAnswer(SentBuildings, '/api/places/buildings')
  const buildings = computed(() => sentBuildings.value?.items ?? [])
  const outbox = createOutbox()

  const queueNow = computed(() => Math.floor(nowMs.value / QUEUE_STEP_MS) * QUEUE_STEP_MS)
  const queue = useDeskQueue(board, queueNow)
  const { selected, selectedId } = queue
  const deeds = useIncidentCommands({
    commands,
    outbox,
    newId,
    title: (what, values) => t(`desk.outbox.command.${what}`, values),
    word: (key) => t(key),
  })
  const reveals = useReveals()
  watch([isIdle, selectedId], reveals.coverAll)
  const editing = shallowRef<SeenIncident | null>(null)
  watch(selectedId, () => (editing.value = null))

  const lookedUp = useFoundPlace(board, commands)
  const call = useCall({
    commands,
    sender: createReportSender(commands.report, newId),
    outbox,
    newId,
    titleOf: ({ text }) => t('desk.outbox.command.report', { text: text.trim() }),
    onSaved: ({ incident }) => choice.select(incident.id),
  })
  const declaring = useDeclare({
    commands,
    newId,
    buildings,
    emergencies: board.emergencies,
    onDeclared: (id) => void router.push(`/emergency/${id}`),
  })
  watch(selectedId, declaring.close)
  useDrawKeys({
    isDrawing: () => declaring.area.value?.isDrawing ?? false,
    onClose: declaring.closeArea,
    onTakeBack: declaring.uncorner,
  })

  const target = useDeskTarget({ call, selected, foundPlace: lookedUp.place })
  const dispatch = useDispatch({ board, tracks, target, outgoing: outbox.items, words: { t, age } })
  const choice = useChoice({ board, queue, deeds, call, declaring, dispatch, lookedUp })
  const legs = useLegs({ board, selected, commands, start: deeds.startLegs })
  const merging = useMerging({ queue, deeds, choice })

  const detail = useDetail(selected, commands)
  const running = computed(() => declaring.runningFor(selectedId.value))
  const departments = computed(() => dispatch.roster.value?.departments ?? [])
  const whistling = useWhistling({
    selected,
    whistles: board.whistles,
    detail: detail.detail,
    departments,
    isEmergency: computed(() => running.value !== null),
    now: nowMs,
    deeds,
  })
  /** What was written down about whistles stands in the detail, and the incident does not move on with it. */
  watch(
    () => whistling.whistles.value.reduce((sum, { revision }) => sum + revision, 0),
    (sum, before) => sum > before && detail.reload(),
  )

  /** Leaving would lose what only this page knows. */
  useEventListener(window, 'beforeunload', (leaving) => {
    if (outbox.items.value.length > 0 || call.hasUnsaved() || !notebook.isEmpty()) leaving.preventDefault()
  })

  return {
    board,
    link,
    now,
    nowMs,
    queueNow,
    checkedAt,
    demoRate,
    tracks,
    isIdle,
    drawing,
    buildings,
    outbox,
    queue,
    selected,
    selectedId,
    detail,
    before: useBefore(selected, commands),
    deeds,
    reveals,
    editing,
    lookedUp,
    call,
    declaring,
    target,
    dispatch,
    choice,
    merging,
    legs,
    alarms: useDeskAlarms(board, now),
    isStale: computed(() => link.value.freshness === 'stale' || link.value.refused),
    /** The emergency that runs for the case one looks at. */
    running,
    departments,
    whistling,
    reasonOf: (error: unknown) => t(problemKey(error)),

    /** Starts the plan for the case one looks at, or opens the one that runs. */
    declare() {
      if (running.value) void router.push(`/emergency/${running.value.id}`)
      else if (selected.value && !call.isOpen.value) declaring.open(selected.value)
    },
  }
}
